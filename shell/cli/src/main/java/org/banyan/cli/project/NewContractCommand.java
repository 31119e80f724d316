package org.banyan.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan new contract}. */
@Command(
        name = "contract",
        description = "Write a contract project that builds and tests as it is: interface, code, test.",
        footer = {
            "",
            "Examples:",
            "  $ banyan new contract inventory",
            "  $ banyan new contract stock-list --package com.acme.stock --dir ./contracts/stock-list",
            "",
            "Build it with `mvn verify` in its folder, load it with `banyan contract deploy`: it then runs in the trusted",
            "runtime of a development chain, with the rights of the node."
        })
public final class NewContractCommand implements Callable<Integer> {
    /** Version of the published artifacts this command line belongs to; a development build has none in its manifest. */
    private static final String VERSION_UNPACKAGED = "0.1.0-SNAPSHOT";

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "Lower-case letters, digits and dashes, 1 to 32.")
    private String name = "";

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Java package; else contracts.NAME.")
    private String javaPackage = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where to write it; else ./NAME. Must be empty or not exist.")
    private Optional<Path> directory = Optional.empty();

    public NewContractCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ContractNames names = ContractNames.of(name, javaPackage);
        Path target = directory
                .orElseGet(() -> Path.of(names.name()))
                .toAbsolutePath()
                .normalize();
        requireEmpty(target);
        Map<String, String> files = new Template("contract").fill(values(names));
        List<Path> written;
        try {
            written = Template.write(files, target);
        } catch (IOException failed) {
            throw CliException.usage(
                    "the project cannot be written to " + target + ": " + failed.getMessage(), "give another --dir");
        }
        show(names, target, written);
        return ExitCode.OK.code();
    }

    private Map<String, String> values(ContractNames names) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", names.name());
        values.put("Name", names.type());
        values.put(
                "field",
                Character.toLowerCase(names.type().charAt(0)) + names.type().substring(1));
        values.put("package", names.javaPackage());
        values.put("packagePath", names.javaPackage().replace('.', '/'));
        values.put("file", names.name().replace('-', '_'));
        values.put("install", terminal.installation().home().toString());
        values.put("protoPackage", names.javaPackage() + ".v1");
        values.put(
                "version",
                Optional.ofNullable(NewContractCommand.class.getPackage().getImplementationVersion())
                        .orElse(VERSION_UNPACKAGED));
        return values;
    }

    private static void requireEmpty(Path target) {
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

    private void show(ContractNames names, Path target, List<Path> written) {
        if (common.json()) {
            terminal.json(Json.object()
                    .put("name", names.name())
                    .put("directory", target.toString())
                    .put(
                            "files",
                            written.stream()
                                    .map(file -> Json.of(target.relativize(file).toString()))
                                    .toList())
                    .build());
            return;
        }
        terminal.line(terminal.good("✓") + " created " + target);
        written.forEach(file -> terminal.line("  " + target.relativize(file)));
        if (!common.quiet()) {
            if (Files.isRegularFile(terminal.installation().home().resolve("pom.xml"))
                    && !Files.isDirectory(terminal.installation().home().resolve("target/repository"))) {
                terminal.line(
                        "once: " + terminal.installation().home().resolve("build")
                                + " -q deploy -Dmaven.test.skip=true   (publishes the libraries it builds on to target/repository)");
            }
            terminal.line("next: cd " + target.getFileName() + " && mvn verify");
            terminal.line("then: banyan contract deploy --jar target/" + names.name()
                    + "-1.0.jar --from alice   (trusted: it runs with the rights of the node)");
        }
    }
}
