package dev.towncrier.runner.rest;

import tools.jackson.databind.json.JsonMapper;

/** What commands print for programs. */
public final class Output {
  private Output() {}

  /** One JSON document in one line on standard output. */
  public static void json(Object document) {
    System.out.println(JsonMapper.shared().writeValueAsString(document));
  }
}
