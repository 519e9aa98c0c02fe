package org.etsi.osm.lcm.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * The architecture of the core as rules over its byte code. Think hard about the layering before changing one:
 * recovery, the simulation and every promise about interruption rest on {@code decide} being pure.
 */
class ArchitectureTest {

    private static final String ROOT = "org.etsi.osm.lcm.core";
    private static final String[] PURE = {ROOT + ".model..", ROOT + ".engine.."};
    private static final String[] PURE_MAY_USE = {
        ROOT + ".model..", ROOT + ".engine..", "java.lang..", "java.util..", "java.time..", "org.jspecify.."
    };

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void shouldKeepModelAndEnginePure() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(PURE_MAY_USE)
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void shouldNotReadClockRandomnessOrThreadsInModelAndEngine() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Executor.class, Executors.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void shouldKeepThePortsFreeOfDrivers() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".port..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PURE_MAY_USE).or(resideInAPackage(ROOT + ".port..")))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void shouldSpeakToTheDatabaseInPackagesNamedStoreOnly() {
        noClasses()
                .that(not(resideInAPackage("..store..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..")
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CORE);
    }
}
