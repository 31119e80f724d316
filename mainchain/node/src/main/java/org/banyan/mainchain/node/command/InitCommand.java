package org.banyan.mainchain.node.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.specification.ChainSpecification;

/** {@code init}: puts a chain's genesis into the data directory, to be looked at and changed before the first start. */
final class InitCommand {
    private final Program program;
    private final Arguments arguments;

    InitCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        boolean development = arguments.flag(NodeSettings.NETWORK.name()).equals(Optional.of(NodeSettings.DEVELOPMENT));
        Path home = Loading.home(arguments, program.environment(), development);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        Parts parts = Parts.of(configuration, home);
        ChainSpecification specification = specification(configuration, parts);
        try (DataDirectory directory = DataDirectory.open(home)) {
            Path file = directory.genesis(specification.name());
            if (Files.exists(file)) {
                throw new RefusalException(
                        ExitCode.GENESIS_MISMATCH,
                        file + " exists already and stays as it is; choose another directory, or remove it if the chain"
                                + " has no blocks that matter");
            }
            Directories.create(directory.chain(specification.name()));
            parts.genesis().write(file, specification);
            var suite = parts.plugins().suite(specification.cryptoSuite());
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("chain", specification.name());
            made.put("chainId", specification.id(suite.hash()).toString());
            made.put("genesis", file.toString());
            program.out()
                    .println(
                            arguments.has("json")
                                    ? Json.line(made)
                                    : "chain '" + specification.name() + "' with id " + specification.id(suite.hash())
                                            + "\n" + file + " says what it is; change it freely before the first start"
                                            + "\nnext: banyan node start --dir " + home);
        }
        return ExitCode.OK;
    }

    private ChainSpecification specification(Configuration configuration, Parts parts) {
        Optional<String> genesis = arguments.flag("genesis");
        if (genesis.isPresent()) {
            return parts.genesis().read(Path.of(genesis.get()));
        }
        if (configuration.get(NodeSettings.NETWORK).equals(NodeSettings.DEVELOPMENT)) {
            // Without the contracts of development alone: this genesis is a pattern for chains of other networks too.
            return DevelopmentChain.specification(
                    parts.plugins().suite(StandardCryptoSuites.SECP256K1),
                    new TrustedRuntime(),
                    new SystemTimeSource().now());
        }
        throw new RefusalException(
                ExitCode.USAGE, "say what the chain is: --genesis FILE, or --network dev for a development chain");
    }
}
