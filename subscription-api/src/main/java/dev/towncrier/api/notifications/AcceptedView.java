package dev.towncrier.api.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The answer to a POST.
 *
 * @param id to ask for the notification by
 * @param warnings what does not keep it from being sent, as sentences; absent if there are none
 */
record AcceptedView(String id, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {}
