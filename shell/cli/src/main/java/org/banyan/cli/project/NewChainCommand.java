package org.banyan.cli.project;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code banyan new chain}: the folder {@code sidechain-template} of the source tree under other names. What is put for what is {@link #values}; all else is taken as
 * it stands there.
 */
@Command(
        name = "chain",
        description = "Write a chain project that builds and tests as it is: genesis, a contract, its test.",
        footer = {
            "",
            "Examples:",
            "  $ banyan new chain supply",
            "  $ banyan new chain supply --package com.acme.supply --block-time 1s --dir ./chains/supply",
            "",
            "What the chain is stands in genesis.conf of the project: producers, block time, fees, limits, accounts. All of",
            "it can be changed before the first start. Its keys are public test keys: for a development chain alone."
        })
public final class NewChainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ProjectOptions options = new ProjectOptions();

    @Option(
            names = "--block-time",
            paramLabel = "TIME",
            defaultValue = "500ms",
            description = "From block to block, such as 500ms (the default), 2s or 1m.")
    private String blockTime = "500ms";

    public NewChainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ChainNames names = ChainNames.of(options.name(), options.javaPackage());
        Map<String, String> files = new Template("chain").fill(values(names, BlockTime.parse(blockTime)));
        new NewProject(terminal, names.name(), options.target(names.name()), files)
                .create(
                        common,
                        List.of(
                                "banyan dev --project .   (runs it alone; genesis.conf says what it is, README.md how to use it)"));
        return ExitCode.OK.code();
    }

    /**
     * What stands in the template, and what is put there. The genesis time makes one project's chain another than the next one's, whatever their names.
     */
    private Map<String, String> values(ChainNames names, BlockTime time) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("com.example.freight", names.javaPackage().name());
        values.put("com/example/freight", names.javaPackage().path());
        values.put("freight", names.name());
        values.put("FREIGHT", names.symbol());
        values.put("slot-millis = 500", "slot-millis = " + time.millis());
        values.put(
                "2026-01-01T00:00:00Z",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        values.put(
                "${project.basedir}/../target/repository",
                NewProject.inXml(terminal.installation().home().resolve("target/repository")));
        return values;
    }
}
