package dev.towncrier.store;

/** Names a notification: its id is unique within its application. */
public record NotificationKey(String application, String id) {}
