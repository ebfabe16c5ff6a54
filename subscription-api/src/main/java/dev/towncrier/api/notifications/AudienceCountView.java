package dev.towncrier.api.notifications;

/** How many subscriptions are in an audience now. */
record AudienceCountView(int count) {}
