package org.banyan.mainchain.node;

import org.banyan.mainchain.node.command.Program;
import org.banyan.mainchain.node.logging.Terminal;
import org.banyan.node.exit.ExitCode;

/** Entry of the product's process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        boolean terminal = Terminal.isOnStandardError();
        ExitCode code = new Program(System.getenv(), System.out, System.err, terminal).run(arguments);
        System.exit(code.number());
    }
}
