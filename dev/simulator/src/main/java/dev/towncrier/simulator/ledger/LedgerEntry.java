package dev.towncrier.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A numbered line of the ledger.
 *
 * @param seq from 1, without gaps, in the order of arrival
 */
public record LedgerEntry(long seq, @JsonUnwrapped PushReceived push) {}
