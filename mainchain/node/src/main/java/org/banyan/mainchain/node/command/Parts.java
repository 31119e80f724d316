package org.banyan.mainchain.node.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.BatchRunner;
import org.banyan.contract.TrustedContract;
import org.banyan.mainchain.bench.DevelopmentBench;
import org.banyan.mainchain.node.chain.GenesisFile;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.Plugins;
import org.banyan.runtimes.trusted.ContractFolder;
import org.banyan.runtimes.trusted.ParallelBatches;
import org.banyan.runtimes.trusted.TrustedRuntime;

/**
 * What commands build on.
 *
 * @param trusted the runtime with the system contracts
 */
record Parts(Plugins plugins, TrustedRuntime trusted, GenesisFile genesis) {
    private static final List<TrustedContract> BENCH = List.of(new DevelopmentBench());

    /** @throws RefusalException if a contracts folder is asked for on a network with real value */
    static Parts of(Configuration configuration, Path home) {
        boolean folder = configuration.get(NodeSettings.CONTRACTS_FOLDER).equals("on");
        boolean development = configuration.get(NodeSettings.NETWORK).equals(NodeSettings.DEVELOPMENT);
        if (folder && !development) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    "contracts-folder = on is for network dev alone: code in it runs with all rights of the node; put"
                            + " the contracts of a real chain on its nodes' class path");
        }
        Optional<ContractFolder> jars =
                folder ? Optional.of(new ContractFolder(home.resolve("contracts"))) : Optional.empty();
        int workers = configuration.get(NodeSettings.WORKERS);
        var batches = new ParallelBatches(workers == 0 ? Runtime.getRuntime().availableProcessors() : workers);
        return of(development ? TrustedRuntime.forDevelopment(batches, BENCH, jars) : new TrustedRuntime(batches));
    }

    /** Also knows the contracts of development chains. For commands that read a genesis and run nothing. */
    static Parts ofEveryNetwork() {
        return of(TrustedRuntime.forDevelopment(BatchRunner.SEQUENTIAL, BENCH, Optional.empty()));
    }

    private static Parts of(TrustedRuntime trusted) {
        Plugins plugins = Plugins.found().with(trusted);
        return new Parts(plugins, trusted, new GenesisFile(plugins, trusted));
    }
}
