package org.banyan.mainchain.node.process;

import org.banyan.core.execution.MissingCodeException;
import org.banyan.core.store.SchemaException;
import org.banyan.drivers.crypto.keystore.KeystoreException;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.MissingPluginException;
import org.banyan.node.signing.SignGuardException;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreLockedException;

/** Which exit code an exception stands for. */
public final class Refusals {
    private Refusals() {}

    public static ExitCode codeOf(Throwable failure) {
        return switch (failure) {
            case RefusalException refusal -> refusal.code();
            case SchemaException schema ->
                schema.kind() == SchemaException.Kind.OTHER_CHAIN ? ExitCode.GENESIS_MISMATCH : ExitCode.STORE;
            case StoreLockedException locked -> ExitCode.DIRECTORY_IN_USE;
            case StoreException store -> ExitCode.STORE;
            case SignGuardException guard -> ExitCode.KEY;
            case KeystoreException key -> ExitCode.KEY;
            case MissingCodeException code -> ExitCode.UPGRADE_NEEDED;
            case MissingPluginException plugin -> ExitCode.CONFIG;
            default -> ExitCode.BUG;
        };
    }

    /** What a chain's start threw, as a refusal that names the chain; a bug stays what it is. */
    static RuntimeException ofStart(String chain, RuntimeException failure) {
        ExitCode code = failure instanceof IllegalArgumentException ? ExitCode.CONFIG : codeOf(failure);
        return code == ExitCode.BUG || failure instanceof RefusalException
                ? failure
                : new RefusalException(code, "chain '" + chain + "' cannot start: " + failure.getMessage(), failure);
    }
}
