package dev.towncrier.api.transfer;

import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.JsonMembers;

/** How a line says what it says. */
sealed interface LineFormat permits LineFormat.Ndjson, CsvFormat {

  /** The members that the line has. */
  JsonMembers members(byte[] line) throws Rejected;

  /** A JSON object a line. */
  record Ndjson() implements LineFormat {
    @Override
    public JsonMembers members(byte[] line) throws Rejected {
      try {
        return JsonMembers.parse(line);
      } catch (InvalidJson _) { // its message may quote the line
        throw new Rejected(null, "The line is no JSON object");
      }
    }
  }
}
