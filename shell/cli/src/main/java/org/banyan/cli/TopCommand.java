package org.banyan.cli;

import java.util.List;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.chain.AccountCommand;
import org.banyan.cli.chain.BlockCommand;
import org.banyan.cli.chain.StatusCommand;
import org.banyan.cli.chain.TransferCommand;
import org.banyan.cli.chain.TxCommand;
import org.banyan.cli.contract.ContractGroup;
import org.banyan.cli.delegate.DelegateGroup;
import org.banyan.cli.delegate.RoundCommand;
import org.banyan.cli.key.KeyGroup;
import org.banyan.cli.load.LoadCommand;
import org.banyan.cli.node.ConfigGroup;
import org.banyan.cli.node.DevCommand;
import org.banyan.cli.node.DoctorCommand;
import org.banyan.cli.node.GuardGroup;
import org.banyan.cli.node.NetGroup;
import org.banyan.cli.node.NodeGroup;
import org.banyan.cli.node.SnapshotGroup;
import org.banyan.cli.node.StoreGroup;
import org.banyan.cli.project.NewGroup;
import org.banyan.cli.proof.ProofGroup;
import org.banyan.cli.tree.ChainGroup;
import picocli.CommandLine;

/**
 * A command by its first word.
 *
 * @param summary for the overview
 */
record TopCommand(String name, String summary) {
    static final List<TopCommand> ALL = List.of(
            new TopCommand("dev", "run a development chain with funded test accounts"),
            new TopCommand("status", "a chain's head, finality, pool and limits"),
            new TopCommand("chain", "the tree of chains: list, status, register, start"),
            new TopCommand("block", "show, list or follow blocks"),
            new TopCommand("tx", "show a transaction and what became of it"),
            new TopCommand("round", "a round: who builds when, and how the order was calculated"),
            new TopCommand("delegate", "delegates: status, duties, why a slot stayed empty, change of a key"),
            new TopCommand("account", "show an account and its balances"),
            new TopCommand("transfer", "send tokens"),
            new TopCommand("contract", "list, show, call, send, deploy"),
            new TopCommand("proof", "get and verify proofs"),
            new TopCommand("key", "make, list, export and rotate keys"),
            new TopCommand("new", "write a new project: contract, chain"),
            new TopCommand("load", "submit a workload and measure it"),
            new TopCommand("node", "prepare and run a node: init, start, id, peers"),
            new TopCommand("net", "make and run a network: create, expand, up, down, status, logs"),
            new TopCommand("config", "a node's settings: show, validate, explain"),
            new TopCommand("guard", "what this node's key signed last: export, import"),
            new TopCommand("snapshot", "go on from a final block: create, verify, restore"),
            new TopCommand("store", "check a node's data: verify"),
            new TopCommand("doctor", "check this machine and its node"));

    static boolean exists(String name) {
        return ALL.stream().anyMatch(each -> each.name.equals(name));
    }

    /** Loads the classes of this command and no other. */
    static CommandLine make(String name, Terminal terminal) {
        return switch (name) {
            case "dev" -> new CommandLine(new DevCommand(terminal));
            case "status" -> new CommandLine(new StatusCommand(terminal));
            case "chain" -> ChainGroup.commands(terminal);
            case "block" -> new CommandLine(new BlockCommand(terminal));
            case "tx" -> new CommandLine(new TxCommand(terminal));
            case "round" -> new CommandLine(new RoundCommand(terminal));
            case "delegate" -> DelegateGroup.commands(terminal);
            case "account" -> new CommandLine(new AccountCommand(terminal));
            case "transfer" -> new CommandLine(new TransferCommand(terminal));
            case "contract" -> ContractGroup.commands(terminal);
            case "proof" -> ProofGroup.commands(terminal);
            case "key" -> KeyGroup.commands(terminal);
            case "new" -> NewGroup.commands(terminal);
            case "load" -> new CommandLine(new LoadCommand(terminal));
            case "node" -> NodeGroup.commands(terminal);
            case "net" -> NetGroup.commands(terminal);
            case "config" -> ConfigGroup.commands(terminal);
            case "guard" -> GuardGroup.commands(terminal);
            case "snapshot" -> SnapshotGroup.commands(terminal);
            case "store" -> StoreGroup.commands(terminal);
            case "doctor" -> new CommandLine(new DoctorCommand(terminal));
            default -> throw new IllegalArgumentException("there is no command '" + name + "'");
        };
    }
}
