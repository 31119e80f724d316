package org.banyan.cli.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final ProjectOptions options = new ProjectOptions();

    public NewContractCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ContractNames names = ContractNames.of(options.name(), options.javaPackage());
        Map<String, String> files = new Template("contract").fill(values(names));
        new NewProject(terminal, names.name(), options.target(names.name()), files)
                .create(
                        common,
                        List.of("banyan contract deploy --jar target/" + names.name()
                                + "-1.0.jar --from alice   (trusted: it runs with the rights of the node)"));
        return ExitCode.OK.code();
    }

    private Map<String, String> values(ContractNames names) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("@name@", names.name());
        values.put("@Name@", names.type());
        values.put("@package@", names.javaPackage().name());
        values.put("@packagePath@", names.javaPackage().path());
        values.put("@file@", names.name().replace('-', '_'));
        values.put("@install@", NewProject.inXml(terminal.installation().home()));
        values.put("@protoPackage@", names.javaPackage().name() + ".v1");
        values.put(
                "@version@",
                Optional.ofNullable(NewContractCommand.class.getPackage().getImplementationVersion())
                        .orElse(VERSION_UNPACKAGED));
        return values;
    }
}
