package org.banyan.mainchain.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.banyan.mainchain.dpos.DposConsensus;
import org.banyan.mainchain.dpos.Election;
import org.banyan.mainchain.node.election.ElectionFile;
import org.banyan.node.chain.ChainUnavailableException;
import org.banyan.node.chain.Lane;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.chain.ThreadLane;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.ChainHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the election that lies in a chain's folder to its delegates' agents: when the node starts, and whenever the file changes. Agents answer in the log. */
final class ElectionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.chain");
    private static final long EVERY_MILLIS = 2_000;

    private final DataDirectory directory;
    private final ChainHost host;
    private final Lane lane = new ThreadLane("elections");
    private final Map<String, String> taken = new TreeMap<>();

    private ElectionWatch(DataDirectory directory, ChainHost host) {
        this.directory = directory;
        this.host = host;
    }

    static ElectionWatch start(DataDirectory directory, ChainHost host) {
        ElectionWatch watch = new ElectionWatch(directory, host);
        watch.later();
        return watch;
    }

    private void later() {
        lane.later(EVERY_MILLIS, () -> {
            host.chains().forEach(this::look);
            later();
        });
    }

    private void look(RunningChain chain) {
        Path file = directory.election(chain.name());
        String stamp = stamp(file);
        if (stamp.equals(taken.getOrDefault(chain.name(), "")) || chain.isStopped()) {
            return;
        }
        taken.put(chain.name(), stamp);
        try {
            ElectionFile read = ElectionFile.read(file);
            if (!read.chain().equals(chain.chainId())
                    || !chain.specification().consensus().id().equals(DposConsensus.ID)) {
                LOG.warn("{} is no election of chain '{}'", file, chain.name());
                return;
            }
            chain.instruct(Election.CODEC.encode(read.election()));
        } catch (RefusalException unreadable) {
            LOG.warn("the election was not taken: {}", unreadable.getMessage());
        } catch (ChainUnavailableException busy) {
            taken.remove(chain.name()); // the next look tries again
        }
    }

    /** Differs when the file was written in between; empty when there is none. */
    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant() + " " + Files.size(file);
        } catch (IOException absent) {
            return "";
        }
    }

    @Override
    public void close() {
        lane.close(() -> {});
    }
}
