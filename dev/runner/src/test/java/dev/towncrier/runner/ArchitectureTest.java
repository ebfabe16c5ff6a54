package dev.towncrier.runner;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.towncrier.api.ApiApplication;
import dev.towncrier.runner.doctor.DoctorCommand;
import dev.towncrier.simulator.SimulatorOptions;
import dev.towncrier.worker.WorkerApplication;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Who may use whom, and what nobody does. */
@AnalyzeClasses(packages = "dev.towncrier", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CONTRACT = "dev.towncrier.contract..";
  private static final String CRYPTO = "dev.towncrier.crypto..";
  private static final String STORE = "dev.towncrier.store..";
  private static final String API = "dev.towncrier.api..";
  private static final String WORKER = "dev.towncrier.worker..";
  private static final String[] PRODUCTION = {CONTRACT, CRYPTO, STORE, API, WORKER};

  private static final String INFRASTRUCTURE = "dev.towncrier.infrastructure..";
  private static final String SIMULATOR = "dev.towncrier.simulator..";
  private static final String RUNNER = "dev.towncrier.runner..";
  private static final String BENCHMARKS = "dev.towncrier.benchmarks..";

  private static final String FANOUT = "dev.towncrier.worker.fanout..";
  private static final String DELIVERY = "dev.towncrier.worker.delivery..";
  private static final String ISOLATION = "dev.towncrier.worker.isolation..";
  private static final String OUTCOME = "dev.towncrier.worker.outcome..";
  private static final String PUSH_SERVICE = "dev.towncrier.worker.pushservice..";
  private static final String DEAD_LETTER = "dev.towncrier.worker.deadletter..";
  private static final String WORKER_KAFKA = "dev.towncrier.worker.kafka..";
  private static final String STEPS = "dev.towncrier.worker.steps..";

  private static final String SCHEMA = "dev.towncrier.store.schema..";
  private static final String JOOQ = "org.jooq..";
  private static final String BOUNCY_CASTLE = "org.bouncycastle..";
  private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND =
      not(resideInAPackage(SCHEMA)).as("are not generated");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices()
          .matching("dev.towncrier.(**)")
          .that(describe("are not generated", slice -> slice.stream().allMatch(WRITTEN_BY_HAND)))
          .should()
          .beFreeOfCycles();

  // Which modules see which.

  @ArchTest
  static final ArchRule apiAndWorkerNeverSeeEachOther =
      noClasses()
          .that()
          .resideInAPackage(API)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(WORKER);

  @ArchTest
  static final ArchRule workerAndApiNeverSeeEachOther =
      noClasses()
          .that()
          .resideInAPackage(WORKER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(API);

  @ArchTest
  static final ArchRule storeSeesNoApplication =
      noClasses()
          .that()
          .resideInAPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(API, WORKER);

  @ArchTest static final ArchRule contractSeesNoOtherModule = seesNoOtherModule(CONTRACT);

  @ArchTest static final ArchRule simulatorSeesNoOtherModule = seesNoOtherModule(SIMULATOR);

  @ArchTest
  static final ArchRule infrastructureSeesNoOtherModule = seesNoOtherModule(INFRASTRUCTURE);

  @ArchTest
  static final ArchRule productionNeverDependsOnWhatOnlyDevelopersRun =
      noClasses()
          .that()
          .resideInAnyPackage(PRODUCTION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(INFRASTRUCTURE, SIMULATOR, RUNNER, BENCHMARKS);

  // Which libraries are named where.

  @ArchTest
  static final ArchRule cryptoUsesTheJdkBouncyCastleAndJSpecifyOnly =
      classes()
          .that()
          .resideInAPackage(CRYPTO)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              CRYPTO,
              "java..",
              "javax.crypto..",
              "javax.security.auth..",
              BOUNCY_CASTLE,
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule kafkaStaysOutOfTheStoreAndInTwoPackagesOfTheContract =
      noClasses()
          .that()
          .resideInAnyPackage(CONTRACT, STORE)
          .and()
          .resideOutsideOfPackages(
              "dev.towncrier.contract.publish", "dev.towncrier.contract.topics")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule bouncyCastleIsNamedInOnePlace =
      noClasses()
          .that()
          .resideInAnyPackage(PRODUCTION)
          .and()
          .resideOutsideOfPackage("dev.towncrier.crypto.p256")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BOUNCY_CASTLE);

  @ArchTest
  static final ArchRule jooqStaysInTheStore =
      noClasses()
          .that()
          .resideInAnyPackage(PRODUCTION)
          .and()
          .resideOutsideOfPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOOQ, SCHEMA);

  @ArchTest
  static final ArchRule methodsOfTheStoreShowNoJooq =
      codeUnits()
          .that()
          .areDeclaredInClassesThat(resideInAPackage(STORE).and(WRITTEN_BY_HAND))
          .and(areVisibleToOtherPackages())
          .should(
              have(
                  describe(
                      "a signature without jOOQ and generated types",
                      method ->
                          Stream.concat(
                                  method.getParameterTypes().stream(),
                                  Stream.of(method.getReturnType()))
                              .noneMatch(ArchitectureTest::namesJooq))));

  @ArchTest
  static final ArchRule fieldsOfTheStoreShowNoJooq =
      fields()
          .that()
          .areDeclaredInClassesThat(resideInAPackage(STORE).and(WRITTEN_BY_HAND))
          .and(areVisibleToOtherPackages())
          .should(
              have(
                  DescribedPredicate.<JavaField>describe(
                      "a type without jOOQ and generated types",
                      field -> !namesJooq(field.getType()))));

  // Within the worker: delivery -> outcome -> pushservice; fanout and deadletter stand apart.

  @ArchTest
  static final ArchRule pushServiceKnowsNeitherKafkaNorTheStore =
      noClasses()
          .that()
          .resideInAPackage(PUSH_SERVICE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              STORE, "org.apache.kafka..", "org.springframework.kafka..", WORKER_KAFKA);

  @ArchTest
  static final ArchRule pushServiceCallsNoOtherPart =
      noClasses()
          .that()
          .resideInAPackage(PUSH_SERVICE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FANOUT, DELIVERY, OUTCOME, DEAD_LETTER);

  @ArchTest
  static final ArchRule isolationIsBookkeepingAlone =
      noClasses()
          .that()
          .resideInAPackage(ISOLATION)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.towncrier..")
                  .and(not(resideInAPackage(ISOLATION)))
                  .or(resideInAnyPackage("org.apache.kafka..", "org.springframework..")));

  @ArchTest
  static final ArchRule outcomeCallsPushServiceAlone =
      noClasses()
          .that()
          .resideInAPackage(OUTCOME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FANOUT, DELIVERY, DEAD_LETTER);

  @ArchTest
  static final ArchRule fanoutCallsNoOtherPart =
      noClasses()
          .that()
          .resideInAPackage(FANOUT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DELIVERY, OUTCOME, PUSH_SERVICE, DEAD_LETTER);

  @ArchTest
  static final ArchRule deadLetterCallsNoOtherPart =
      noClasses()
          .that()
          .resideInAPackage(DEAD_LETTER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FANOUT, DELIVERY, OUTCOME, PUSH_SERVICE);

  @ArchTest
  static final ArchRule nobodyCallsDeadLetterButTheApplication =
      noClasses()
          .that()
          .resideOutsideOfPackages(DEAD_LETTER, "dev.towncrier.worker")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DEAD_LETTER);

  @ArchTest
  static final ArchRule nobodyCallsFanoutButTheApplication =
      noClasses()
          .that()
          .resideOutsideOfPackages(FANOUT, "dev.towncrier.worker")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FANOUT);

  @ArchTest
  static final ArchRule workerKafkaCallsNoPart =
      noClasses()
          .that()
          .resideInAPackage(WORKER_KAFKA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FANOUT, DELIVERY, OUTCOME, PUSH_SERVICE, DEAD_LETTER);

  @ArchTest
  static final ArchRule stepsCallNoPart =
      noClasses()
          .that()
          .resideInAPackage(STEPS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FANOUT, DELIVERY, OUTCOME, PUSH_SERVICE, DEAD_LETTER);

  // Everywhere.

  @ArchTest
  static final ArchRule timeIsReadFromAnInjectedClock =
      noClasses()
          .that()
          .doNotBelongToAnyOf(
              ApiApplication.class,
              WorkerApplication.class,
              SimulatorOptions.class,
              DoctorCommand.class)
          .should()
          .accessTargetWhere(readsTheSystemClock());

  @ArchTest
  static final ArchRule everyPackageIsNullMarkedAndSaysWhatItIsFor =
      classes()
          .that(WRITTEN_BY_HAND)
          .should(
              have(
                  describe(
                      "a package-info with @NullMarked",
                      type ->
                          type.getPackage().tryGetPackageInfo().isPresent()
                              && type.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static final ArchRule nothingIsCalledUtilManagerOrHelper =
      noClasses().should().haveNameMatching(".*(Utils?|Managers?|Helpers?)(\\$.*)?");

  private static ArchRule seesNoOtherModule(String module) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.towncrier..")
                .and(not(resideInAnyPackage(module)))
                .as("belong to another module"));
  }

  private static DescribedPredicate<JavaMember> areVisibleToOtherPackages() {
    return describe(
        "are visible to other packages",
        member ->
            isVisible(member.getOwner().getModifiers())
                && isVisible(member.getModifiers())
                && !member.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean namesJooq(JavaType type) {
    return type.getAllInvolvedRawTypes().stream().anyMatch(resideInAnyPackage(JOOQ, SCHEMA));
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheSystemClock() {
    return describe(
        "read the system's clock",
        access -> {
          JavaClass owner = access.getTargetOwner();
          String name = access.getTarget().getName();
          return (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
              || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
              || (owner.isEquivalentTo(Clock.class) && name.startsWith("tick"))
              || (owner.isEquivalentTo(InstantSource.class) && name.equals("system"))
              || (owner.getPackageName().equals("java.time") && name.equals("now"))
              || (owner.isEquivalentTo(Date.class) && isDefaultConstructor(access));
        });
  }

  private static boolean isDefaultConstructor(JavaAccess<?> access) {
    return access.getTarget().resolveMember().orElse(null) instanceof JavaCodeUnit unit
        && unit.isConstructor()
        && unit.getParameters().isEmpty();
  }
}
