package org.banyan.mainchain.node.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.banyan.crosschain.ChainAccess.Standing;
import org.banyan.crosschain.HeaderFeed;
import org.banyan.crosschain.HeaderInherent;
import org.banyan.node.chain.ChainUnavailableException;
import org.banyan.node.chain.EffectSubscription;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.ChainHost;
import org.banyan.node.operations.EdgeMetrics;
import org.banyan.types.ChainId;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries certified headers both ways along the edges between chains of this process. Keeps nothing of its own: where an edge stands is in the state of the
 * chain that follows, so a restart goes on where it stopped and nothing is carried twice.
 *
 * <p>One thread, woken by final blocks. What a chain refuses, or what fails on the way, is logged once a minute and tried again with the next final block.
 */
public final class TreeFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.tree");

    /** Final blocks that wait to be looked at; when more come, the feed looks at the newest anyway. */
    private static final int SUBSCRIPTION_CAPACITY = 256;

    /** The feed also looks by itself, so that a chain that was started meanwhile is found. */
    private static final long LOOK_MILLIS = 1_000;

    private static final long STOP_MILLIS_MAX = 5_000;

    /** Between two lines of the log about an edge that stays where it is. */
    private static final long COMPLAINT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ChainHost host;
    private final EdgeMetrics metrics;
    private final Semaphore work = new Semaphore(0);
    private final Map<String, EffectSubscription> subscriptions = new TreeMap<>();
    private final Map<String, Long> complaints = new TreeMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    private TreeFeed(ChainHost host, EdgeMetrics metrics) {
        this.host = host;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "tree-feed");
        this.thread.setDaemon(true);
    }

    /** @param metrics takes how far the edges are */
    public static TreeFeed start(ChainHost host, EdgeMetrics metrics) {
        TreeFeed feed = new TreeFeed(host, metrics);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try {
            while (!stopped) {
                work.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                work.drainPermits();
                look();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        List<RunningChain> chains =
                host.chains().stream().filter(chain -> !chain.isStopped()).toList();
        chains.forEach(this::listen);
        for (RunningChain child : chains) {
            for (RunningChain parent : chains) {
                boolean edge = child.specification().parents().stream()
                        .anyMatch(named -> named.chainId().equals(parent.chainId()));
                if (edge) {
                    carry(child, parent, HeaderInherent.CHILD);
                    carry(parent, child, HeaderInherent.PARENT);
                }
            }
        }
    }

    /** Wakes the feed at final blocks; the items themselves are thrown away. */
    private void listen(RunningChain chain) {
        try {
            hear(chain);
        } catch (ChainUnavailableException unavailable) {
            // the feed looks by itself, too
            LOG.debug("{}: {}", chain.name(), unavailable.getMessage());
        }
    }

    private void hear(RunningChain chain) {
        EffectSubscription heard = subscriptions.get(chain.name());
        if (heard == null || heard.isOver()) {
            subscriptions.put(chain.name(), chain.subscribe(SUBSCRIPTION_CAPACITY, work::release));
            return;
        }
        boolean more = true;
        while (more) {
            more = heard.poll().isPresent();
        }
    }

    /** Offers {@code target} the next header of {@code source}, if there is one. */
    private void carry(RunningChain source, RunningChain target, String kind) {
        String edge = source.name() + " -> " + target.name();
        try {
            Optional<Standing> standing = new HostedChain(target).standing(source.chainId());
            standing.ifPresent(at -> metrics.seen(
                    target.name(),
                    source.name(),
                    at.height(),
                    source.status().head().height()));
            if (standing.isPresent()) {
                HeaderFeed.next(new HostedChain(source), standing.get())
                        .ifPresent(header -> offer(target, kind, edge, header, standing.get()));
            }
        } catch (ChainUnavailableException unavailable) {
            // busy or stopping: the next final block wakes the feed again
            LOG.debug("{}: {}", edge, unavailable.getMessage());
        } catch (RuntimeException failed) {
            // The feed has no state that could be wrong, and other edges must go on: say it once and try again.
            if (isDue(edge)) {
                LOG.error("{}: no header can be carried at present: {}", edge, failed.toString(), failed);
            }
        }
    }

    /** Whether an edge that does not move is worth another line of the log. */
    private boolean isDue(String edge) {
        long now = System.nanoTime();
        Long before = complaints.get(edge);
        boolean due = before == null || now - before >= COMPLAINT_NANOS;
        if (due) {
            complaints.put(edge, now);
        }
        return due;
    }

    private void offer(RunningChain target, String kind, String edge, CertifiedHeader header, Standing standing) {
        ChainId followed = header.header().chainId();
        String source = kind + "/" + followed;
        Verdict verdict = target.offer(source, HeaderInherent.of(kind, header));
        switch (verdict) {
            case Verdict.Accepted accepted -> complaints.remove(edge);
            case Verdict.Rejected rejected -> {
                // When the target took another header meanwhile, being refused is no news.
                boolean current = new HostedChain(target).standing(followed).equals(Optional.of(standing));
                if (current && isDue(edge)) {
                    LOG.warn(
                            "{}: the header at height {} is not taken: {}",
                            edge,
                            header.header().height(),
                            rejected);
                }
            }
        }
    }

    /** Stops after the header it is at. */
    @Override
    public void close() {
        stopped = true;
        work.release();
        try {
            thread.join(STOP_MILLIS_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        new ArrayList<>(subscriptions.values()).forEach(EffectSubscription::close);
    }
}
