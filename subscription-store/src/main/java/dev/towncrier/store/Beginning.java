package dev.towncrier.store;

import java.util.List;

/**
 * How an event's fan-out begins.
 *
 * @param claim what became of its claim
 * @param members its whole audience, where that is small and is to be sent to at once; else empty
 * @param inSteps whether the fan-out takes steps, of which nothing is done yet
 */
public record Beginning(Claim claim, List<AudienceMember> members, boolean inSteps) {}
