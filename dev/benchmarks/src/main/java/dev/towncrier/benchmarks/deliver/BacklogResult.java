package dev.towncrier.benchmarks.deliver;

/**
 * Memory while a backlog was delivered.
 *
 * @param records that waited
 * @param perSecond delivered, in the mean
 * @param heapFirstHalf in use after a whole collection, in megabytes: the median of 20 to 50 %
 *     delivered, when the start is over
 * @param heapSecondHalf the same of 60 to 90 %
 * @param peakMemory resident, in bytes; 0 where the system doesn't tell
 */
record BacklogResult(
    int records, double perSecond, double heapFirstHalf, double heapSecondHalf, long peakMemory) {}
