package org.banyan.api;

import java.util.Map;
import org.banyan.api.guard.ApiLimits;

/**
 * What the node tells of itself through the API.
 *
 * @param profile such as {@code dev} or {@code full}
 * @param development whether public test keys are accepted
 * @param plugins versions or descriptions by plug-in name
 * @param ports actual ports by name
 * @param limits what callers may have of it
 */
public record ApiSettings(
        String version,
        String profile,
        String network,
        boolean development,
        Map<String, String> plugins,
        Map<String, Integer> ports,
        ApiLimits limits) {
    public ApiSettings {
        plugins = Map.copyOf(plugins);
        ports = Map.copyOf(ports);
    }
}
