package dev.towncrier.benchmarks.deliver;

/**
 * Memory while a backlog was delivered.
 *
 * @param records that waited
 * @param perSecond delivered, in the mean
 * @param heapFirstQuarter in use after a collection, in megabytes: the median of the first quarter
 *     of the collections
 * @param heapLastQuarter the same of the last
 * @param peakMemory resident, in bytes; 0 where the system doesn't tell
 */
record BacklogResult(
    int records,
    double perSecond,
    double heapFirstQuarter,
    double heapLastQuarter,
    long peakMemory) {}
