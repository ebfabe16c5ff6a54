package dev.towncrier.benchmarks.measure;

import java.util.function.IntFunction;

/**
 * One of those compared.
 *
 * @param group with which others it is listed
 * @param name unique within the group
 * @param operations what it does with a payload of so many bytes
 */
public record Contender(String group, String name, IntFunction<Operation> operations) {

  @Override
  public String toString() {
    return group + " / " + name;
  }
}
