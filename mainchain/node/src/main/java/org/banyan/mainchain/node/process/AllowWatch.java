package org.banyan.mainchain.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.banyan.mainchain.node.settings.PeerChoices;
import org.banyan.node.chain.Lane;
import org.banyan.node.chain.ThreadLane;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.network.PeerLoop;
import org.banyan.spi.network.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the file of those that may be peers again when it changes. One that cannot be read changes nothing. */
final class AllowWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.peers");
    private static final long EVERY_MILLIS = 1_000;

    private final AllowFile file;
    private final PeerLoop peers;
    private final Consumer<Boolean> reloaded;
    private final Lane lane = new ThreadLane("allow-list");
    private String read;
    private String seen;

    private AllowWatch(AllowFile file, PeerLoop peers, Consumer<Boolean> reloaded) {
        this.reloaded = reloaded;
        this.file = file;
        this.peers = peers;
        this.read = stamp(file.path());
        this.seen = read;
    }

    /**
     * Empty where any node may be a peer.
     *
     * @param reloaded is told of each reading, and whether it was taken
     */
    static Optional<AllowWatch> of(
            DataDirectory directory, Configuration configuration, PeerLoop peers, Consumer<Boolean> reloaded) {
        if (!PeerChoices.named(configuration)) {
            return Optional.empty();
        }
        AllowWatch watch = new AllowWatch(AllowFile.of(directory.root(), configuration), peers, reloaded);
        watch.later();
        return Optional.of(watch);
    }

    private void later() {
        lane.later(EVERY_MILLIS, this::look);
    }

    private void look() {
        String now = stamp(file.path());
        boolean still = now.equals(seen); // who is writing it is given the time to finish
        seen = now;
        if (still && !now.equals(read)) {
            read = now;
            read();
        }
        later();
    }

    private void read() {
        try {
            List<NodeId> nodes = file.nodes();
            peers.allow(nodes);
            reloaded.accept(true);
            LOG.info("{} nodes besides the named ones may be peers now, as {} says", nodes.size(), file.path());
        } catch (RefusalException unreadable) {
            reloaded.accept(false);
            LOG.warn("who may be a peer stays as it was: {}", unreadable.getMessage());
        }
    }

    /** Differs when the file was written in between. */
    private static String stamp(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant() + " " + Files.size(path);
        } catch (IOException absent) {
            return "";
        }
    }

    @Override
    public void close() {
        lane.close(() -> {});
    }
}
