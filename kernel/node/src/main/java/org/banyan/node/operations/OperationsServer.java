package org.banyan.node.operations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/**
 * The operations port: {@code /healthz/live}, {@code /healthz/startup}, {@code /healthz/ready} as JSON with the reason of each check, and {@code /metrics}.
 *
 * <p>Meant for loopback or a management network: it has no authentication and changes nothing.
 */
public final class OperationsServer implements AutoCloseable {
    public static final String LIVE = "/healthz/live";
    public static final String STARTUP = "/healthz/startup";
    public static final String READY = "/healthz/ready";

    private static final int THREADS = 2;
    private static final int WAITING_MAX = 64;
    private static final Pattern MAX_LAG = Pattern.compile("max_lag=([0-9]{1,7})");

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * @param startup what must have happened once
     * @param ready what must hold for requests to be sent here; {@code ?max_lag=N} says how far behind is near enough
     * @param metrics the metrics in Prometheus' text form
     * @throws RefusalException if the port is taken
     */
    public OperationsServer(
            String host, int port, List<HealthCheck> startup, Readiness ready, Supplier<String> metrics) {
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING_MAX), work -> {
                    Thread thread = new Thread(work, "operations");
                    thread.setDaemon(true);
                    return thread;
                });
        this.server = bind(host, port);
        server.setExecutor(threads);
        server.createContext(LIVE, exchange -> health(exchange, List.of()));
        server.createContext(STARTUP, exchange -> health(exchange, startup));
        server.createContext(READY, exchange -> ready(exchange, ready));
        server.createContext(
                "/metrics",
                exchange -> answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
        server.createContext(
                "/",
                exchange -> answer(
                        exchange,
                        404,
                        "text/plain; charset=utf-8",
                        "no such page; there are /healthz/live, /healthz/startup, /healthz/ready, /metrics and /peers\n"));
    }

    private HttpServer bind(String host, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(host, port), WAITING_MAX);
        } catch (BindException taken) {
            threads.shutdownNow();
            throw new RefusalException(
                    ExitCode.PORT_TAKEN,
                    "the operations port " + host + ":" + port + " is taken: " + taken.getMessage()
                            + "; stop the other process, or choose other ports with --port or --ops-port (0 takes a free one)",
                    taken);
        } catch (IOException failed) {
            threads.shutdownNow();
            throw new RefusalException(
                    ExitCode.CONFIG, "cannot listen on " + host + ":" + port + ": " + failed, failed);
        }
    }

    /** Shows what {@code json} says under {@code path}. */
    public void page(String path, Supplier<String> json) {
        server.createContext(path, exchange -> answer(exchange, 200, "application/json", json.get()));
    }

    public void start() {
        server.start();
    }

    /** The port that is really used. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void ready(HttpExchange exchange, Readiness ready) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        if (query == null) {
            health(exchange, ready.checks());
            return;
        }
        Matcher lag = MAX_LAG.matcher(query);
        if (lag.matches()) {
            health(exchange, ready.checks(Integer.parseInt(lag.group(1))));
        } else {
            answer(
                    exchange,
                    400,
                    "text/plain; charset=utf-8",
                    "/healthz/ready takes max_lag=BLOCKS, a number of 1 to 7 digits, and nothing else\n");
        }
    }

    private static void health(HttpExchange exchange, List<HealthCheck> checks) throws IOException {
        boolean well = true;
        List<Map<String, Object>> results = new ArrayList<>();
        for (HealthCheck check : checks) {
            HealthCheck.Result result = check.run();
            well &= result.ok();
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("check", check.name());
            shown.put("ok", result.ok());
            shown.put("detail", result.detail());
            results.add(shown);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", well ? "up" : "down");
        answer.put("checks", results);
        String body = Json.line(answer) + "\n";
        answer(exchange, well ? 200 : 503, "application/json", body);
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
