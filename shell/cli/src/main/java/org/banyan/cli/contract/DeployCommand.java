package org.banyan.cli.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.chain.Outcome;
import org.banyan.cli.chain.SendOptions;
import org.banyan.cli.chain.Session;
import org.banyan.cli.key.PasswordOptions;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.ContractInterface;
import org.banyan.sdk.TransactionBuilder;
import org.banyan.sdk.json.Json;
import org.banyan.types.crypto.Signer;
import org.banyan.v1.Contract;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan contract deploy}. */
@Command(
        name = "deploy",
        description = "Load a contract's jar into a development chain on this machine and register it.",
        footer = {
            "",
            "Examples:",
            "  $ banyan contract deploy --jar target/inventory-1.0.jar --from alice",
            "  $ banyan contract deploy --jar target/inventory-1.0.jar --from alice --dir ../.banyan-dev --wait final",
            "",
            "The jar is copied into DIR/contracts of the node and registered under its name and version; a newer version upgrades.",
            "It runs in the trusted runtime: with all rights of the node, neither sandboxed nor audited. For development only.",
            "The code of one name and version never changes: raise the version in the .proto to deploy a change."
        })
public final class DeployCommand implements Callable<Integer> {
    /** Folder of contract jars inside the node's directory. */
    static final String FOLDER = "contracts";

    private static final String REGISTRY = "registry";

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final SendOptions send = new SendOptions();

    @Mixin
    private final PasswordOptions passwords = new PasswordOptions();

    @Option(names = "--jar", required = true, paramLabel = "JAR", description = "The contract's jar.")
    private Path jar = Path.of("");

    public DeployCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ContractInterface contract = ContractJar.describe(jar.toAbsolutePath().normalize());
        try (Session session = Session.open(connection, directory, passwords, terminal)) {
            if (!session.client().facts().development()) {
                throw new CliException(
                        ExitCode.CHECK_NEGATIVE,
                        "CHAIN_NOT_FOR_DEVELOPMENT",
                        "chain '" + session.client().chain() + "' takes no trusted code from outside its collection",
                        "use a development chain: banyan dev");
            }
            int deployed = deployedVersion(session, contract.name());
            if (deployed >= contract.version()) {
                throw new CliException(
                        ExitCode.CHECK_NEGATIVE,
                        "CONTRACT_VERSION_NOT_NEWER",
                        "version " + deployed + " of '" + contract.name() + "' is deployed, and the jar holds version "
                                + contract.version(),
                        "raise the version in the contract option of the .proto and build again");
            }
            copy(contract);
            Signer signer = session.signer(send.from());
            TransactionBuilder transaction =
                    send.applyTo(session.client().transaction(REGISTRY, deployed == 0 ? "Deploy" : "Upgrade"));
            transaction.arguments(arguments(contract, deployed == 0));
            ExitCode code = new Outcome(terminal, common)
                    .send(
                            session,
                            transaction.sign(signer),
                            send,
                            session.client().status().getFees());
            if (code == ExitCode.OK && !common.json() && !common.quiet()) {
                terminal.note(terminal.dim(
                        "trusted: it runs with the rights of the node. Try: banyan contract show " + contract.name()));
            }
            return code.code();
        }
    }

    /** 0 when there is none. */
    private static int deployedVersion(Session session, String name) {
        return session.client().state().allContracts().stream()
                .filter(each -> each.getName().equals(name))
                .mapToInt(Contract::getVersion)
                .max()
                .orElse(0);
    }

    private static Json.Object arguments(ContractInterface contract, boolean first) {
        Json.ObjectBuilder request = Json.object().put("name", contract.name()).put("version", contract.version());
        if (first) {
            request.put("category", CodeBinding.TRUSTED);
        }
        return request.put(
                        "descriptor",
                        Base64.getEncoder().encodeToString(contract.descriptor().readOnlyArray()))
                .build();
    }

    /** Whole or not at all: the node may look at any moment. */
    private void copy(ContractInterface contract) {
        Path folder = directory.path(terminal).resolve(FOLDER);
        Path target = folder.resolve(contract.name() + "-" + contract.version() + ".jar");
        try {
            if (!Files.isDirectory(directory.path(terminal))) {
                throw CliException.usage(
                        "there is no directory of a node at " + directory.path(terminal),
                        "give the one of the running chain: --dir DIR");
            }
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, contract.name(), ".part");
            Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw CliException.usage(
                    "the jar cannot be copied to " + target + ": " + failed.getMessage(),
                    "give the directory of the running chain: --dir DIR");
        }
    }
}
