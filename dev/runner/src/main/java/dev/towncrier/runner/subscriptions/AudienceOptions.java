package dev.towncrier.runner.subscriptions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who is meant. */
public final class AudienceOptions {

  @Option(names = "--topic", description = "To the subscribers of a topic; repeatable.")
  private List<String> topics = new ArrayList<>();

  @Option(names = "--user", description = "To a person's subscriptions; repeatable.")
  private List<String> users = new ArrayList<>();

  @Option(names = "--subscription", description = "To one subscription; repeatable.")
  private List<String> subscriptions = new ArrayList<>();

  @Option(names = "--all", description = "To every subscription.")
  private boolean all;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /**
   * As an event has it.
   *
   * @throws ParameterException if nobody is named
   */
  public Map<String, Object> audience() {
    var audience = new LinkedHashMap<String, Object>();
    if (all) {
      audience.put("all", true);
    }
    putUnlessEmpty(audience, "topics", topics);
    putUnlessEmpty(audience, "users", users);
    putUnlessEmpty(audience, "subscriptions", subscriptions);
    if (audience.isEmpty() && command != null) {
      throw new ParameterException(
          command.commandLine(), "Say who gets it: --topic, --user, --subscription or --all");
    }
    return audience;
  }

  private static void putUnlessEmpty(Map<String, Object> target, String name, List<String> values) {
    if (!values.isEmpty()) {
      target.put(name, values);
    }
  }
}
