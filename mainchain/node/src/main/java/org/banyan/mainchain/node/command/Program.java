package org.banyan.mainchain.node.command;

import java.io.PrintStream;
import java.util.Map;
import org.banyan.mainchain.node.logging.LogSetup;
import org.banyan.mainchain.node.process.Refusals;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/** The product's program: a command, its arguments and its environment become an exit code. */
public final class Program {
    private static final String HELP = """
            Usage: banyan-node COMMAND [--dir DIR] [--config FILE]... [--SETTING VALUE]...

              dev                 a main chain and side chains with public test keys on this machine; --chains N of them
                                  in all (2), --delegates N for a main chain on DPoS with N delegates in this process,
                                  --project DIR for the chain of a project alone, --fresh wipes it first
              start               the chains of the data directory
              anchor              name a parent in a genesis: --genesis FILE --light-client ID --checkpoint HEX; says what
                                  the parent needs to register the chain
              init                make a chain: --genesis FILE, or --network dev for a development chain
              net-create          data directories for a network: --delegates N, --hosts A,B,... for one node on each,
                                  --consensus dpos or bft, --slot-millis N, with bft --empty-every N,
                                  with dpos --rounds-per-term N
              net-expand          more nodes for such a network, which follow it: --nodes N, --hosts A,B,...
              node-id             what peers call this node: the id for their p2p-peers
              key-rotate          a new node key for a stopped node, which has another id for its peers then
              election replace    draft the next delegates: one key in the place of another, from the running chain: --replace HEX
                                  --with HEX --api URL --out FILE
              election approve F  show a draft, and add the approval of this node's signing key to the file
              election take F     have this node's blocks carry it, when a quorum has approved; the node may run
              peers               who is connected to the running node; --dry-run-allow FILE: who would be cut off if only the
                                  nodes of the file, and those of p2p-peers, were let in
              guard export        what this node's key signed last, as a file for another node: --out FILE, else shown;
                                  --chain NAME, --key HEX where there are several
              guard import FILE   add what such a file knows to the record here; it never goes back
              verify-worker       verify signatures for a node on another machine: --verify-node ID@HOST:PORT; that node
                                  names this one in its verify-workers
              snapshot create     what a node needs to go on from the final block: --out FOLDER, --chain NAME
              snapshot verify FOLDER   whether it leads to what the chain's producers certified; with --genesis FILE
                                  anywhere; --checkpoint HEIGHT@ID where the genesis is old
              snapshot restore FOLDER   make the chain's store of it, where there is none yet
              store-verify        read every record of the stores; --chain NAME for one chain
              config show         every setting with its value; --sources adds where it comes from
              config validate     whether the configuration is right
              config explain KEY  one setting
              config reference    all settings as a page

            Settings come from flags, then BANYAN_* variables, --config files (later wins), DIR/config/node.conf, the
            profile, the network, and built-in values. The data directory is --dir, else $BANYAN_HOME. --json writes
            results and log as JSON.
            """;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    /** @param terminal whether a person watches standard error */
    public Program(Map<String, String> environment, PrintStream out, PrintStream err, boolean terminal) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Runs until the command is done, and says why when it fails. */
    public ExitCode run(String... typed) {
        try {
            return run(Arguments.parse(typed));
        } catch (RefusalException refusal) {
            err.println("error " + refusal.code().name() + ": " + refusal.getMessage());
            return refusal.code();
        } catch (RuntimeException | Error failure) {
            ExitCode code = Refusals.codeOf(failure);
            err.println("error " + code.name() + ": " + failure);
            if (code == ExitCode.BUG) {
                failure.printStackTrace(err);
            }
            return code;
        }
    }

    private ExitCode run(Arguments arguments) {
        if (arguments.has("help")) {
            out.print(HELP);
            return ExitCode.OK;
        }
        return switch (arguments.command()) {
            case "dev" -> new NodeCommand(this, arguments, true).run();
            case "start" -> new NodeCommand(this, arguments, false).run();
            case "anchor" -> new AnchorCommand(this, arguments).run();
            case "init" -> new InitCommand(this, arguments).run();
            case "net-create" -> new NetCreateCommand(this, arguments).run();
            case "net-expand" -> new NetExpandCommand(this, arguments).run();
            case "node-id" -> new NodeIdCommand(this, arguments).run();
            case "key-rotate" -> new KeyRotateCommand(this, arguments).run();
            case "election" -> new ElectionCommand(this, arguments).run();
            case "peers" -> new PeersCommand(this, arguments).run();
            case "guard" -> new GuardCommand(this, arguments).run();
            case "verify-worker" -> new VerifyWorkerCommand(this, arguments).run();
            case "snapshot" -> new SnapshotCommand(this, arguments).run();
            case "store-verify" -> new StoreVerifyCommand(this, arguments).run();
            case "config" -> new ConfigCommand(this, arguments).run();
            case "help" -> {
                out.print(HELP);
                yield ExitCode.OK;
            }
            default ->
                throw new RefusalException(
                        ExitCode.USAGE, "there is no command '" + arguments.command() + "'\n\n" + HELP);
        };
    }

    Map<String, String> environment() {
        return environment;
    }

    PrintStream out() {
        return out;
    }

    /** Where log and status line go. */
    PrintStream err() {
        return err;
    }

    /** Sets the log up as the configuration says. */
    LogSetup.Form logs(Configuration configuration, Arguments arguments) {
        String wish = arguments.has("json") ? "json" : configuration.get(NodeSettings.LOG_FORMAT);
        LogSetup.Form form = switch (wish) {
            case "json" -> LogSetup.Form.JSON;
            case "text" -> terminal ? LogSetup.Form.TERMINAL : LogSetup.Form.TEXT;
            default -> terminal ? LogSetup.Form.TERMINAL : LogSetup.Form.JSON;
        };
        LogSetup.apply(form, configuration.get(NodeSettings.LOG_LEVEL));
        return form;
    }
}
