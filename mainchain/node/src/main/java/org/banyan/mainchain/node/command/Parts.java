package org.banyan.mainchain.node.command;

import java.nio.file.Path;
import org.banyan.mainchain.node.chain.GenesisFile;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.Plugins;
import org.banyan.runtimes.trusted.ContractFolder;
import org.banyan.runtimes.trusted.TrustedRuntime;

/**
 * What commands build on.
 *
 * @param trusted the runtime with the system contracts
 */
record Parts(Plugins plugins, TrustedRuntime trusted, GenesisFile genesis) {
    /** @throws RefusalException if a contracts folder is asked for on a network with real value */
    static Parts of(Configuration configuration, Path home) {
        boolean folder = configuration.get(NodeSettings.CONTRACTS_FOLDER).equals("on");
        if (folder && !configuration.get(NodeSettings.NETWORK).equals(NodeSettings.DEVELOPMENT)) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    "contracts-folder = on is for network dev alone: code in it runs with all rights of the node; put"
                            + " the contracts of a real chain on its nodes' class path");
        }
        return of(
                folder
                        ? TrustedRuntime.withFolder(new ContractFolder(home.resolve("contracts")))
                        : new TrustedRuntime());
    }

    /** With the class path's contracts alone. */
    static Parts ofClassPath() {
        return of(new TrustedRuntime());
    }

    private static Parts of(TrustedRuntime trusted) {
        Plugins plugins = Plugins.found().with(trusted);
        return new Parts(plugins, trusted, new GenesisFile(plugins, trusted));
    }
}
