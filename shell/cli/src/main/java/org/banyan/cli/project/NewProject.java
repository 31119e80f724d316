package org.banyan.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;

/** A filled template on its way into a folder: written only where nothing is, then told with what comes next. */
final class NewProject {
    private final Terminal terminal;
    private final String name;
    private final Path target;
    private final Map<String, String> files;

    /**
     * @param name of what the project makes
     * @param files path in the project to content
     */
    NewProject(Terminal terminal, String name, Path target, Map<String, String> files) {
        this.terminal = terminal;
        this.name = name;
        this.target = target;
        this.files = files;
    }

    /**
     * Writes and tells.
     *
     * @param next lines that say what to do after the build
     * @throws CliException if anything is there already, or the folder cannot be written
     */
    void create(CommonOptions common, List<String> next) {
        requireEmpty();
        try {
            show(common, write(), next);
        } catch (IOException failed) {
            throw CliException.usage(
                    "the project cannot be written to " + target + ": " + failed.getMessage(), "give another --dir");
        }
    }

    /** A path as it stands in an XML file. */
    static String inXml(Path path) {
        return path.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void requireEmpty() {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> entries = Files.list(target)) {
            if (entries.findAny().isEmpty()) {
                return;
            }
        } catch (IOException notAFolder) {
            throw CliException.usage(target + " is there and no folder", "give another --dir");
        }
        throw CliException.usage(target + " is there and not empty", "give another name or --dir; nothing was written");
    }

    private List<String> write() throws IOException {
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            written.add(file.getKey());
        }
        return written;
    }

    private void show(CommonOptions common, List<String> written, List<String> next) {
        if (common.json()) {
            terminal.json(Json.object()
                    .put("name", name)
                    .put("directory", target.toString())
                    .put("files", written.stream().map(Json::of).toList())
                    .build());
            return;
        }
        terminal.line(terminal.good("✓") + " created " + target);
        written.forEach(file -> terminal.line("  " + file));
        if (!common.quiet()) {
            Path install = terminal.installation().home();
            if (Files.isRegularFile(install.resolve("pom.xml"))
                    && !Files.isDirectory(install.resolve("target/repository"))) {
                terminal.line(
                        "once: " + install.resolve("build")
                                + " -q deploy -Dmaven.test.skip=true   (publishes the libraries it builds on to target/repository)");
            }
            terminal.line("next: cd " + target.getFileName() + " && mvn verify");
            next.forEach(line -> terminal.line("then: " + line));
        }
    }
}
