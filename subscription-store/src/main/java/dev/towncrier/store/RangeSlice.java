package dev.towncrier.store;

import java.util.List;
import java.util.UUID;

/**
 * What was read of a range.
 *
 * @param members of the audience
 * @param after the last subscription that was read
 * @param last whether the range ends with that
 */
public record RangeSlice(List<AudienceMember> members, UUID after, boolean last) {}
