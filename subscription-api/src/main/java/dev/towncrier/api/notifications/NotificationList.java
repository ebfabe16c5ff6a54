package dev.towncrier.api.notifications;

import dev.towncrier.store.NotificationProgress;
import java.util.List;

/** The newest notifications, newest first. */
record NotificationList(List<NotificationView> notifications) {

  static NotificationList of(List<NotificationProgress> newest) {
    return new NotificationList(newest.stream().map(NotificationView::of).toList());
  }
}
