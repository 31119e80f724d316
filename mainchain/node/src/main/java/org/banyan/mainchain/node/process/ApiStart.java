package org.banyan.mainchain.node.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.banyan.api.ApiParts;
import org.banyan.api.ApiServer;
import org.banyan.api.ApiSettings;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.Plugins;

/** Starts the public API as the configuration says. */
final class ApiStart {
    private ApiStart() {}

    /**
     * Finds out early whether the port can be had, before anything is written.
     *
     * @throws RefusalException if not
     */
    static void requireFree(Configuration configuration) {
        InetSocketAddress address = address(configuration);
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException failed) {
            throw refused(address + ": " + failed.getMessage(), failed);
        }
    }

    private static InetSocketAddress address(Configuration configuration) {
        return new InetSocketAddress(configuration.get(NodeSettings.API_HOST), NodeSettings.apiPort(configuration));
    }

    private static RefusalException refused(String why, IOException failed) {
        boolean taken = why.contains("in use");
        return new RefusalException(
                taken ? ExitCode.PORT_TAKEN : ExitCode.CONFIG,
                "the API cannot listen on " + why
                        + "; stop the other process, or choose other ports with --port (0 takes free ones)",
                failed);
    }

    /** @throws RefusalException if the port is taken or the address is not of this host */
    static ApiServer start(ApiParts parts, Configuration configuration, Plugins plugins, int operationsPort) {
        String network = configuration.get(NodeSettings.NETWORK);
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("api", NodeSettings.apiPort(configuration));
        ports.put("ops", operationsPort);
        ApiSettings settings = new ApiSettings(
                Version.NUMBER,
                configuration.get(NodeSettings.PROFILE),
                network,
                network.equals(NodeSettings.DEVELOPMENT),
                described(plugins, configuration),
                ports,
                NodeSettings.apiLimits(configuration));
        try {
            return ApiServer.start(parts, address(configuration), settings);
        } catch (IOException failed) {
            throw refused(address(configuration) + ": " + failed.getMessage(), failed);
        }
    }

    private static Map<String, String> described(Plugins plugins, Configuration configuration) {
        Map<String, String> described = new LinkedHashMap<>();
        plugins.suites().forEach(suite -> described.put("crypto " + String.join(", ", suite.ids()), suite.describe()));
        described.put("store", configuration.get(NodeSettings.STORE_ENGINE));
        described.put(
                "consensus",
                String.join(
                        ", ",
                        plugins.consensuses().stream().map(ConsensusFactory::id).toList()));
        return described;
    }
}
