package dev.towncrier.api.pushservices;

import java.util.List;

/** Push services, in the order of their origins. */
record PushServiceList(List<PushServiceView> pushServices) {}
