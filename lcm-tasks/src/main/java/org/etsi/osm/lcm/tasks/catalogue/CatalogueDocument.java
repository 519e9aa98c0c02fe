package org.etsi.osm.lcm.tasks.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.RetryPolicy;

/**
 * The catalogue as a page for its readers, {@code docs/task-catalogue.md}: written from the contracts, never by hand.
 */
public final class CatalogueDocument {
    private CatalogueDocument() {}

    public static String render() {
        var page = new StringBuilder("""
            # Task catalogue

            Generated from `org.etsi.osm.lcm.tasks.catalogue`; a test compares, `mvn -pl lcm-tasks -am test -Dtest=CatalogueDocumentTest -Dregenerate` rewrites.
            Every plan is made of these. A parameter may be an output of a task that its bearer depends on. *Reversibility*: `EXACT` all is undone, `LOSSY` all but content or addresses, `ABSORBED` the effects go with what another task's rollback removes, `IMPOSSIBLE` nothing can be.

            | task | adapter | what it does | reversibility | timeout | attempts |
            | --- | --- | --- | --- | --- | --- |
            """);
        for (TaskType type : Catalogue.TYPES) {
            row(
                    page,
                    List.of(
                            "[" + type.name() + "](#" + type.name().toLowerCase(java.util.Locale.ROOT) + ")",
                            String.join(", ", type.adapters()),
                            type.purpose(),
                            type.effectFree()
                                    ? "no effect"
                                    : type.reversibility().name(),
                            words(type.timeout()),
                            words(type.retry())));
        }
        Catalogue.TYPES.forEach(type -> section(page, type));
        return page.toString();
    }

    private static void section(StringBuilder page, TaskType type) {
        page.append("\n## ").append(type.name()).append("\n\n");
        page.append(type.purpose()).append("\n\n");
        page.append("- **Precondition**: ").append(type.precondition()).append('\n');
        page.append("- **Postcondition**: ").append(type.postcondition()).append('\n');
        page.append("- **Rollback**: ").append(type.rollback()).append('\n');
        if (!type.atLeastOneOf().isEmpty()) {
            page.append("- At least one of `")
                    .append(String.join("`, `", type.atLeastOneOf()))
                    .append("` is given.\n");
        }
        page.append('\n');
        row(page, List.of("field", "", "kind", "meaning"));
        row(page, List.of("---", "---", "---", "---"));
        type.parameters().forEach(field -> row(page, field, field.required() ? "needs" : "may have"));
        type.outputs().forEach(field -> row(page, field, field.required() ? "gives" : "may give"));
    }

    private static void row(StringBuilder page, Field field, String role) {
        row(page, List.of("`" + field.name() + "`", role, field.kind().words(), field.meaning()));
    }

    private static void row(StringBuilder page, List<String> cells) {
        page.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String words(RetryPolicy retry) {
        return retry.attempts() == 1
                ? "1"
                : retry.attempts() + ", " + words(retry.first()) + " to " + words(retry.limit()) + " apart";
    }

    private static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
