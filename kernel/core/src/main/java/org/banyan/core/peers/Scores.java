package org.banyan.core.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Timestamp;

/** What peers did wrong lately, and who is banned for it. Points fade with time; a ban ends by itself and is longer the next time. */
final class Scores {
    /** Points at which a peer is banned. */
    static final int POINTS_MAX = 100;

    /** One point is forgiven after so long. */
    static final long POINT_MILLIS = 6_000;

    /** The first ban; each later one is twice as long. */
    static final long BAN_MILLIS_MIN = 60_000;

    static final long BAN_MILLIS_MAX = 24 * 60 * 60_000L;

    /** Nodes that are remembered; the one that was heard of longest ago is forgotten first. */
    static final int NODES_MAX = 4096;

    private static final class Record {
        private long points;
        private Timestamp since;
        private int bans;
        private Optional<Ban> ban = Optional.empty();

        private Record(Timestamp since) {
            this.since = since;
        }
    }

    /** @param reason what the last straw was */
    record Ban(Timestamp until, String reason) {}

    private final Map<NodeId, Record> records = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeId, Record> eldest) {
            return size() > NODES_MAX;
        }
    };

    /** Takes points off a peer; the ban, when that was too many. */
    Optional<Ban> punish(Timestamp now, NodeId peer, PeerRule rule, String what) {
        Record known = records.remove(peer);
        Record record = known == null ? new Record(now) : known;
        records.put(peer, record); // at the end: it was heard of last
        long forgiven = Math.max(0, now.millis() - record.since.millis()) / POINT_MILLIS;
        record.points = Math.max(0, record.points - forgiven) + rule.points();
        record.since = now;
        if (record.points < POINTS_MAX) {
            return Optional.empty();
        }
        long millis = Math.min(BAN_MILLIS_MAX, BAN_MILLIS_MIN << Math.min(record.bans, 20));
        record.bans++;
        record.points = 0;
        record.ban = Optional.of(new Ban(now.plusMillis(millis), rule.because(what)));
        return record.ban;
    }

    /** The ban of a peer, if it still holds. */
    Optional<Ban> ban(Timestamp now, NodeId peer) {
        return Optional.ofNullable(records.get(peer))
                .flatMap(record -> record.ban)
                .filter(ban -> now.compareTo(ban.until()) < 0);
    }
}
