package org.banyan.mainchain.node.chain;

import java.nio.file.Path;
import java.util.List;
import org.banyan.node.configuration.ConfigurationFile;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.host.Plugins;
import org.banyan.node.specification.SpecificationText;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.specification.ChainSpecification;

/** Reads and writes the product's {@code genesis.conf}. */
public final class GenesisFile {
    /** A canonical specification has at most 64 MiB, its hex form twice that. */
    private static final long BYTES_MAX = 2L * ChainSpecification.BYTES_MAX + (1L << 20);

    /** Largest genesis that is taken as text. */
    public static final int TEXT_MAX = 1 << 20;

    private final SpecificationText text;

    /** @param trusted the runtime with the system contracts */
    public GenesisFile(Plugins plugins, ContractRuntime trusted) {
        this.text = new SpecificationText(plugins::suite, ContractForms.all(trusted));
    }

    /** @throws org.banyan.node.exit.RefusalException if it is missing or no specification */
    public ChainSpecification read(Path file) {
        return text.read(ConfigurationFile.parse(file, BYTES_MAX), file.toString());
    }

    /**
     * Reads text that came from elsewhere.
     *
     * @throws org.banyan.node.exit.RefusalException if it is no specification, with every problem
     */
    public ChainSpecification parse(String genesis) {
        return text.read(ConfigurationFile.parseText(genesis, "the genesis", TEXT_MAX), "the genesis");
    }

    public String text(ChainSpecification specification) {
        return text.write(
                specification,
                List.of(
                        "What chain '" + specification.name()
                                + "' is. Its id is the hash of the canonical form of all that stands here:",
                        "every node of the chain has the same, and a store made with another is refused.",
                        "Change it freely before the first start, never after."));
    }

    public void write(Path file, ChainSpecification specification) {
        DataDirectory.replace(file, text(specification));
    }
}
