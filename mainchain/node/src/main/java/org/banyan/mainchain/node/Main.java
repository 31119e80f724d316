package org.banyan.mainchain.node;

import org.banyan.mainchain.node.command.Program;
import org.banyan.node.exit.ExitCode;

/** Entry of the product's process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // The built-in console knows whether a person watches; the others always say yes.
        System.setProperty("jdk.console", "java.base");
        boolean terminal = System.console() != null;
        ExitCode code = new Program(System.getenv(), System.out, System.err, terminal).run(arguments);
        System.exit(code.number());
    }
}
