package dev.towncrier.api.notifications;

/** The answer to a POST: the id to ask for the notification by. */
record AcceptedView(String id) {}
