package dev.towncrier.store;

import java.util.List;

/**
 * How an event's fan-out begins.
 *
 * @param claim what became of its claim
 * @param first the first slice of its audience; empty unless the claim was granted
 */
public record Beginning(Claim claim, List<AudienceMember> first) {}
