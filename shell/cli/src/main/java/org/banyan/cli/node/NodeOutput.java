package org.banyan.cli.node;

import java.util.List;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;

/** Runs a command of the node's program that ends by itself, and shows what it says: as it is to people, as lines in JSON to programs. */
final class NodeOutput {
    private NodeOutput() {}

    static int run(Terminal terminal, CommonOptions common, List<String> arguments) {
        if (!common.json()) {
            return NodeProcess.run(terminal, arguments);
        }
        NodeProcess.Captured captured = NodeProcess.capture(terminal, arguments);
        terminal.json(Json.object()
                .put("ok", captured.code() == ExitCode.OK.code())
                .put("exit", captured.code())
                .put("output", captured.lines().stream().map(Json::of).toList())
                .build());
        return captured.code();
    }
}
