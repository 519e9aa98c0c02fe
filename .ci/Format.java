import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Checks ({@code check}) or makes ({@code apply}) the Palantir format of every Java source of the modules. Started from
 * its source by the build in a JVM of the toolchain, since the formatter needs the javac of the language it reads and
 * Maven's own JVM may be older. Contents once found well formatted are remembered by their hash in the target folder.
 */
final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    private final boolean apply;
    private final Path known;
    private final Set<String> before;
    private final Set<String> after = new ConcurrentSkipListSet<>();
    private final Set<Path> wrong = new ConcurrentSkipListSet<>();
    private final Set<String> broken = new ConcurrentSkipListSet<>();

    private Format(boolean apply, Path known) throws IOException {
        this.apply = apply;
        this.known = known;
        this.before = Files.exists(known) ? Set.copyOf(Files.readAllLines(known)) : Set.of();
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[1]).toRealPath();
        // The formatter's version is in the name, so that a new one looks at everything again.
        Path known = root.resolve("target/formatted-" + arguments[2]);
        System.exit(new Format(arguments[0].equals("apply"), known).run(root));
    }

    private int run(Path root) throws IOException {
        sources(root).parallelStream().forEach(this::visit);
        if (!new TreeSet<>(before).equals(after)) {
            Files.createDirectories(known.getParent());
            Files.write(known, after);
        }
        broken.forEach(problem -> System.err.println("Expected Java source, but " + problem));
        wrong.forEach(file -> System.err.println((apply ? "Formatted " : "Not formatted: ") + root.relativize(file)));
        if (!apply && !wrong.isEmpty()) {
            System.err.println(
                    "Expected the format of .ci/format in " + wrong.size() + " files, but it differs: run .ci/format");
        }
        return broken.isEmpty() && (apply || wrong.isEmpty()) ? 0 : 1;
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(Format::walk)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void visit(Path file) {
        try {
            String source = Files.readString(file);
            if (before.contains(hash(source))) {
                after.add(hash(source));
                return;
            }
            String formatted = FORMATTER.formatSourceAndFixImports(source);
            boolean good = formatted.equals(source);
            if (!good) {
                wrong.add(file);
                if (apply) {
                    Files.writeString(file, formatted);
                }
            }
            if (good || apply) {
                after.add(hash(formatted));
            }
        } catch (FormatterException e) {
            broken.add(file + " is not: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String source) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(source.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
