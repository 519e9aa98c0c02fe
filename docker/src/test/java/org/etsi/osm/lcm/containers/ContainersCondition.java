package org.etsi.osm.lcm.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Lets a class of container tests run where a Docker engine answers; which ones it kept from running is written down.
 */
final class ContainersCondition implements ExecutionCondition {

    ContainersCondition() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("its class may run");
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            forgetEarlierBuild();
            return ConditionEvaluationResult.enabled("a Docker engine answers");
        }
        String tests = context.getRequiredTestClass().getSimpleName();
        if (System.getProperty("containers", "").equals("required")) {
            throw new IllegalStateException("Expected a Docker engine for " + tests
                    + ", but none answers, and -Dcontainers=required does not let it be left out");
        }
        note(tests);
        return ConditionEvaluationResult.disabled("no Docker engine answers");
    }

    /** A build that failed has not come to its end, where it would have said so. */
    private static void forgetEarlierBuild() {
        try {
            Files.deleteIfExists(NotRun.FILE);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to remove " + NotRun.FILE + ", but could not", e);
        }
    }

    private static void note(String tests) {
        try {
            Files.writeString(NotRun.FILE, tests + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to note that " + tests + " did not run, but could not", e);
        }
    }
}
