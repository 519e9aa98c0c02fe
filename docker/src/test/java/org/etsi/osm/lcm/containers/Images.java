package org.etsi.osm.lcm.containers;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/**
 * The images that the tests run: the public ones by the names in {@code images.properties} or in system properties, and
 * our own, built from what this build packaged when it is first asked for.
 */
final class Images {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final String OWN = "osm-lcm";

    /** By release. */
    private static final Map<String, DockerImageName> BUILT = new ConcurrentHashMap<>();

    private Images() {}

    static DockerImageName kafka() {
        return DockerImageName.parse(named("image.kafka"));
    }

    static DockerImageName mongo() {
        return DockerImageName.parse(named("image.mongo"));
    }

    /** A Debian or Ubuntu with a Java, on which ours are built. */
    static DockerImageName jre() {
        return DockerImageName.parse(named("image.jre"));
    }

    /** Our own, all roles; the command says which. */
    static DockerImageName lcm() {
        return lcm("");
    }

    /** Our own once more as another release: the same but for its tag and a label. */
    static DockerImageName lcm(String release) {
        return BUILT.computeIfAbsent(release, Images::buildLcm);
    }

    private static DockerImageName buildLcm(String release) {
        String name = OWN + ":" + key(release);
        var image = new ImageFromDockerfile(name, false)
                .withFileFromPath("target/lcm.jar", packaged("target/lcm.jar"))
                .withFileFromPath("target/lib", packaged("target/lib"))
                .withFileFromPath("Dockerfile", MODULE.resolve("Dockerfile"))
                .withBuildArg("BASE", named("image.jre"))
                .withBuildImageCmdModifier(command -> command.withLabels(Map.of("release", release)));
        return build(name, image);
    }

    /** Our own with libfaketime at hand, by which one container's clock can be set off. */
    static DockerImageName lcmWithFaketime() {
        DockerImageName plain = lcm();
        String name = OWN + ":" + plain.getVersionPart() + "-faketime";
        var image = new ImageFromDockerfile(name, false)
                .withDockerfileFromBuilder(file -> file.from(plain.asCanonicalNameString())
                        .user("root")
                        .run("find / -name libfaketime.so.1 | grep -q . || (apt-get update"
                                + " && apt-get install -y --no-install-recommends libfaketime)")
                        .run("ln -s $(find / -name libfaketime.so.1 | head -n 1) /usr/lib/libfaketime.so.1")
                        .user("10001:10001")
                        .build());
        return build(name, image);
    }

    private static DockerImageName build(String name, ImageFromDockerfile image) {
        return DockerImageName.parse(isThere(name) ? name : image.get());
    }

    private static boolean isThere(String name) {
        try {
            DockerClientFactory.instance().client().inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static String named(String property) {
        var names = new Properties();
        try (InputStream file = Images.class.getResourceAsStream("/images.properties")) {
            names.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read images.properties, but could not", e);
        }
        return System.getProperty(property, names.getProperty(property));
    }

    private static Path packaged(String path) {
        Path file = MODULE.resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException("Expected " + file + " to build the image of, but it isn't there: these"
                    + " tests run after mvn's phase package");
        }
        return file;
    }

    /** What the image is made of: one that is there already need not be built again. */
    private static String key(String release) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String word : List.of(named("image.jre"), release)) {
                digest.update(word.getBytes(StandardCharsets.UTF_8));
            }
            digest.update(Files.readAllBytes(MODULE.resolve("Dockerfile")));
            digest.update(Files.readAllBytes(packaged("target/lcm.jar")));
            try (Stream<Path> libraries = Files.list(packaged("target/lib"))) {
                for (Path library : libraries.sorted().toList()) {
                    digest.update(Files.readAllBytes(library));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read what the image is made of, but could not", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected every Java to know SHA-256", e);
        }
    }
}
