package dev.towncrier.benchmarks.deliver;

/**
 * Memory while a backlog was delivered.
 *
 * @param records that waited
 * @param perSecond delivered, in the mean
 * @param heapSecondQuarter in use after a collection, in megabytes: the least in the second quarter
 *     of the collections, when the start is over
 * @param heapLastQuarter the same of the last
 * @param peakMemory resident, in bytes; 0 where the system doesn't tell
 */
record BacklogResult(
    int records, double perSecond, int heapSecondQuarter, int heapLastQuarter, long peakMemory) {}
