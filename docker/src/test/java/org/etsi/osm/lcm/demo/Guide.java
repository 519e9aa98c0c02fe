package org.etsi.osm.lcm.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of docs/operating.md: by symptom, in the fenced blocks in which they stand. */
final class Guide {
    private static final Path DOC = Path.of("../docs/operating.md");
    private static final Pattern EXIT = Pattern.compile("# exit (\\d)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private Guide() {}

    /** A line of a block, and the exit code that the guide promises. */
    record Command(String line, int exitCode) {
        static Command of(String text) {
            Matcher exit = EXIT.matcher(text);
            return new Command(text.replaceAll("\\s+#.*", ""), exit.find() ? Integer.parseInt(exit.group(1)) : 0);
        }

        /** Its words after {@code ./lcm}, with what stands for something replaced. */
        List<String> words(Map<String, String> values) {
            var words = new ArrayList<String>();
            Matcher matcher = WORD.matcher(line);
            while (matcher.find()) {
                String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                words.add(word.startsWith("$") ? value(word, values) : word);
            }
            if (words.isEmpty() || !words.removeFirst().equals("./lcm")) {
                throw new IllegalStateException("Expected a line of the guide to call ./lcm, but found: " + line);
            }
            return words;
        }

        private String value(String word, Map<String, String> values) {
            String value = values.get(word.substring(1));
            if (value == null) {
                throw new IllegalStateException("Expected a value of " + word + ", but there is none for: " + line);
            }
            return value;
        }
    }

    /** The blocks of each section that has some. */
    static Map<String, List<List<Command>>> sections() {
        var sections = new LinkedHashMap<String, List<List<Command>>>();
        String title = "";
        List<Command> block = null;
        for (String line : lines()) {
            if (line.startsWith("## ")) {
                title = line.substring(3);
            } else if (line.startsWith("```")) {
                if (block == null) {
                    block = new ArrayList<>();
                } else {
                    sections.computeIfAbsent(title, any -> new ArrayList<>()).add(block);
                    block = null;
                }
            } else if (block != null && !line.isBlank()) {
                block.add(Command.of(line));
            }
        }
        return sections;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(DOC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
