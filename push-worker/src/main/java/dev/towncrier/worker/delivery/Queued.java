package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;

/** A delivery that may start, and the partition that it is from. */
record Queued(AssignedPartition partition, Received received) {

  DeliveryRequested delivery() {
    return received.delivery();
  }

  Lane lane() {
    return partition.lane();
  }
}
