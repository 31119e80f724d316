package org.banyan.mainchain.node.process;

import java.nio.file.Path;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/** The one key that a node's configuration names, for what its operator signs by hand. */
public final class NodeSigner {
    private NodeSigner() {}

    /** @throws RefusalException if the configuration names none, or it cannot be opened */
    public static Signer of(Path home, Configuration configuration, CryptoSuite suite) {
        String choice = configuration.get(NodeSettings.SIGNER);
        if (choice.equals("none") || choice.equals("test")) {
            throw new RefusalException(
                    ExitCode.KEY,
                    "the settings of " + home + " name no single signing key (signer = " + choice
                            + "); name one with --signer local:NAME");
        }
        return new Signers(
                        suite,
                        home.resolve("keys"),
                        configuration.get(NodeSettings.SIGNER_PASSWORD_FILE),
                        configuration.get(NodeSettings.NETWORK).equals(NodeSettings.DEVELOPMENT),
                        0)
                .named(choice);
    }
}
