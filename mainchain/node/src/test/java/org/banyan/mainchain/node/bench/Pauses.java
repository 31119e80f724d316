package org.banyan.mainchain.node.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The pauses of the garbage collector, in milliseconds. What a collector does beside the program is no pause and not counted. */
final class Pauses implements AutoCloseable {
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private final List<NotificationEmitter> collectors = new ArrayList<>();
    private final NotificationListener listener = (notification, unused) -> {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            if (!info.getGcName().contains("Concurrent")) {
                millis.add((double) info.getGcInfo().getDuration());
            }
        }
    };

    private Pauses() {}

    static Pauses watch() {
        Pauses pauses = new Pauses();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            NotificationEmitter emitter = (NotificationEmitter) collector;
            emitter.addNotificationListener(pauses.listener, null, null);
            pauses.collectors.add(emitter);
        }
        return pauses;
    }

    /** The longest since this was last asked; 0 when there was none. */
    double longest() {
        synchronized (millis) {
            double longest =
                    millis.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            millis.clear();
            return longest;
        }
    }

    @Override
    public void close() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (javax.management.ListenerNotFoundException gone) {
                throw new IllegalStateException("a listener that was added is not there", gone);
            }
        }
    }
}
