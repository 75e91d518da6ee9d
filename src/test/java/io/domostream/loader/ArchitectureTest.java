package io.domostream.loader;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.domostream.loader.command.DomoStreamLoader;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What may know what. Each rule is also shown to fail on a fault planted for it. */
class ArchitectureTest {
    private static final String ROOT = "io.domostream.loader";
    private static final String PLANTED_ROOT = "io.domostream.planted";
    private static final List<String> LOWER_FIVE = List.of("simulator", "report", "source", "part", "domo");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_ROOT);

    @Test
    void besideTheBenchmarkOnlyTheLoaderItsTrainingAndTheDemoAreStarted() {
        assertThat(new ClassFileImporter().importPackages(ROOT))
                .filteredOn(c -> c.tryGetMethod("main", String[].class).isPresent())
                .filteredOn(c -> !c.getPackageName().equals(ROOT + ".benchmark"))
                .extracting(JavaClass::getName)
                .containsExactlyInAnyOrder(
                        DomoStreamLoader.class.getName(),
                        DomoStreamLoader.class.getPackageName() + ".Training",
                        LoaderDemo.class.getName());
        assertThat(new ClassFileImporter().importPackages(ROOT))
                .filteredOn(c -> c.isAnnotatedWith(SpringBootApplication.class))
                .extracting(JavaClass::getName)
                .containsExactly(LoaderDemo.class.getName());
    }

    @Test
    void packagesHaveNoCycles() {
        holdsButFindsThePlanted("Cycle detected", noCycles(ROOT), noCycles(PLANTED_ROOT));
    }

    @Test
    void theLowerFiveKnowNoOtherPackage() {
        holdsButFindsThePlanted("domo.KnowsPart", lowerFiveAlone(ROOT), lowerFiveAlone(PLANTED_ROOT));
    }

    @Test
    void telemetryKnowsOnlyWhatIsReported() {
        holdsButFindsThePlanted("telemetry.KnowsPart", onlyWhatIsReported(ROOT), onlyWhatIsReported(PLANTED_ROOT));
    }

    @Test
    void theJobIsKnownByCommandsAlone() {
        holdsButFindsThePlanted("report.KnowsJob", jobForCommandsAlone(ROOT), jobForCommandsAlone(PLANTED_ROOT));
    }

    @Test
    void stepsArePackagePrivate() {
        var rule = classes().that().implement(Tasklet.class).should().notBePublic();
        holdsButFindsThePlanted("job.PublicStep", rule, rule);
    }

    @Test
    void timeComesFromAnInjectedClock() {
        holdsButFindsThePlanted("part.AsksTheClock.called()", noClock(ROOT), noClock(PLANTED_ROOT));
        holdsButFindsThePlanted("part.AsksTheClock.referred()", noClock(ROOT), noClock(PLANTED_ROOT));
        holdsButFindsThePlanted("part.AsksTheClock.constructed()", noClock(ROOT), noClock(PLANTED_ROOT));
        holdsButFindsThePlanted("part.AsksTheClock.obtained()", noClock(ROOT), noClock(PLANTED_ROOT));
    }

    @Test
    void aGivenClockMayBeAsked() {
        assertThat(noClock(PLANTED_ROOT).evaluate(PLANTED).getFailureReport().toString())
                .doesNotContain("part.AsksTheClock.given(");
    }

    @Test
    void nothingSleeps() {
        var rule = noClasses().should().accessTargetWhere(sleeps());
        holdsButFindsThePlanted("simulator.Sleeps.called()", rule, rule);
        holdsButFindsThePlanted("simulator.Sleeps.byUnit()", rule, rule);
    }

    @Test
    void everyPackageIsNullMarked() {
        var rule = classes().should(beInANullMarkedPackage());
        holdsButFindsThePlanted("source.Reader", rule, rule);
    }

    private static void holdsButFindsThePlanted(String fault, ArchRule ours, ArchRule planted) {
        ours.allowEmptyShould(true).check(CODE);

        assertThat(planted.evaluate(PLANTED).getFailureReport().toString()).contains(fault);
    }

    private static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static ArchRule lowerFiveAlone(String root) {
        var layers = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        layers = layers.layer("command").definedBy(root + ".command..");
        layers = layers.layer("job").definedBy(root + ".job..");
        for (var name : LOWER_FIVE) {
            layers = layers.layer(name).definedBy(root + "." + name + "..");
        }
        for (var name : LOWER_FIVE) {
            layers = layers.whereLayer(name).mayNotAccessAnyLayer();
        }
        return layers;
    }

    private static ArchRule jobForCommandsAlone(String root) {
        return noClasses()
                .that(resideInAPackage(root + ".(*)..")
                        .and(DescribedPredicate.not(resideInAPackage(root + ".command.."))
                                .and(DescribedPredicate.not(resideInAPackage(root + ".job..")))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".job..");
    }

    private static ArchRule onlyWhatIsReported(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".telemetry..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + ".(*)..")
                        .and(DescribedPredicate.not(resideInAPackage(root + ".telemetry.."))
                                .and(DescribedPredicate.not(resideInAPackage(root + ".report..")))));
    }

    private static ArchRule noClock(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".command..")
                .should()
                .accessTargetWhere(asksTheClock());
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheClock() {
        var systemCalls = Set.of("currentTimeMillis", "nanoTime");
        return DescribedPredicate.describe("the system's clock is asked", access -> {
            if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
                return false;
            }
            var owner = target.getOwner();
            var takesNoClock =
                    target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
            return (owner.getPackageName().startsWith("java.time")
                            && target.getName().equals("now")
                            && takesNoClock)
                    || (owner.isEquivalentTo(Clock.class)
                            && (target.getName().startsWith("system")
                                    || (target.getName().startsWith("tick") && takesNoClock)))
                    || (owner.isEquivalentTo(System.class) && systemCalls.contains(target.getName()))
                    || (owner.isEquivalentTo(Date.class)
                            && target.getName().equals("<init>")
                            && target.getRawParameterTypes().isEmpty());
        });
    }

    private static DescribedPredicate<JavaAccess<?>> sleeps() {
        return DescribedPredicate.describe(
                "a thread sleeps",
                access -> access.getName().equals("sleep")
                        && (access.getTargetOwner().isEquivalentTo(Thread.class)
                                || access.getTargetOwner().isEquivalentTo(TimeUnit.class)));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " is in a package without it"));
            }
        };
    }
}
