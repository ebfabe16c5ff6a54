package dev.towncrier.contract;

import static java.util.Objects.requireNonNull;

/** Input that breaks the contract; the message names the member, the value and what is expected. */
public final class InvalidJson extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String member;

  /**
   * @param member path of the offending member, such as {@code notification.title}; empty for the
   *     document itself
   * @param problem what is wrong with it, without the member's name
   */
  public InvalidJson(String member, String problem) {
    super(member.isEmpty() ? problem : member + " " + problem);
    this.member = member;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  /** Path of the offending member, empty for the document itself. */
  public String member() {
    return member;
  }
}
