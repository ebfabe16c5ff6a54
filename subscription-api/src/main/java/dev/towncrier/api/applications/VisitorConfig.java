package dev.towncrier.api.applications;

import dev.towncrier.store.Application;
import java.util.List;

/**
 * What a page needs before it can subscribe its visitor.
 *
 * @param applicationServerKey for {@code PushManager.subscribe}, base64url without padding
 */
record VisitorConfig(String applicationServerKey, List<Application.Topic> topics) {}
