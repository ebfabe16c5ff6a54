package dev.towncrier.api.subscriptions;

import static dev.towncrier.api.subscriptions.SubscriptionController.access;
import static dev.towncrier.api.subscriptions.SubscriptionController.granted;
import static dev.towncrier.api.subscriptions.SubscriptionController.uuid;

import dev.towncrier.api.access.BearerToken;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.users.UserTokens;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.Subscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(SubscriptionController.PATH + "/{id}/user")
@Tag(name = "Visitors")
class TieController {
  private static final int MAX_BYTES = 8 * 1024;

  private final Subscriptions subscriptions;
  private final UserTokens userTokens;

  TieController(Subscriptions subscriptions, UserTokens userTokens) {
    this.subscriptions = subscriptions;
    this.userTokens = userTokens;
  }

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Ties the subscription to a user, in the place of any other")
  void tie(
      Application application,
      @PathVariable String id,
      BearerToken token,
      @JsonBody(maxBytes = MAX_BYTES, example = "{\"userToken\": \"eyJhbGciOiJFUzI1NiJ9...\"}")
          JsonMembers body) {
    granted(subscriptions.find(application.id(), uuid(id), access(token)));
    String user = userTokens.user(body, application);
    granted(subscriptions.tie(application.id(), uuid(id), access(token), user));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Cuts the tie to a user; what is under way for them is not sent here")
  void cut(Application application, @PathVariable String id, BearerToken token) {
    granted(subscriptions.tie(application.id(), uuid(id), access(token), null));
  }
}
