package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.uefi.BootOrder;
import dev.touchstone.uefi.LoadOption;
import dev.touchstone.uefi.SignatureDatabase;
import dev.touchstone.uefi.UefiVariable;
import java.util.Set;
import java.util.regex.Pattern;

/** Measured UEFI variables (PC Client PFP §10.2.6), their values read by name and vendor (UEFI §3.3, §32.4). */
final class Variables {

    private static final Set<String> FLAGS = Set.of("SecureBoot", "SetupMode", "AuditMode", "DeployedMode");
    private static final Set<String> GLOBAL_KEYS = Set.of("PK", "KEK");
    private static final Set<String> DATABASES = Set.of("db", "dbx", "dbt", "dbr");
    private static final Pattern OPTION = Pattern.compile("Boot[0-9A-Fa-f]{4}");

    private Variables() {}

    static Claim whole(Source source) throws MalformedException {
        return Claim.whole(content(UefiVariable.parse(source.data())), source);
    }

    /** Of the whole structure where that fits, which older firmware hashed; else of the content. */
    static Claim boot(Source source) throws MalformedException {
        UefiVariable variable = UefiVariable.parse(source.data());
        return source.isOf(source.data())
                ? Claim.whole(content(variable), source)
                : Claim.of(
                        new EventContent.BootVariable(variable, value(variable)),
                        DigestRule.VARIABLE_CONTENT,
                        variable.data());
    }

    private static EventContent content(UefiVariable variable) {
        return new EventContent.Variable(variable, value(variable));
    }

    /** Whether it is one of the databases by name and vendor. */
    static boolean isDatabase(UefiVariable variable) {
        return variable.vendor().equals(UefiVariable.EFI_IMAGE_SECURITY_DATABASE)
                && DATABASES.contains(variable.name());
    }

    private static VariableValue value(UefiVariable variable) {
        Bytes data = variable.data();
        try {
            if (variable.vendor().equals(UefiVariable.EFI_GLOBAL_VARIABLE)) {
                return global(variable.name(), data);
            }
            return isDatabase(variable)
                    ? new VariableValue.Keys(SignatureDatabase.parse(data))
                    : new VariableValue.Opaque(data);
        } catch (MalformedException _) {
            return new VariableValue.Opaque(data);
        }
    }

    private static VariableValue global(String name, Bytes data) throws MalformedException {
        if (FLAGS.contains(name) && data.length() <= 1) {
            return new VariableValue.Flag(data.length() == 1 && data.at(0) == 1);
        }
        if (GLOBAL_KEYS.contains(name)) {
            return new VariableValue.Keys(SignatureDatabase.parse(data));
        }
        if (name.equals("BootOrder")) {
            return new VariableValue.Order(BootOrder.parse(data));
        }
        return OPTION.matcher(name).matches()
                ? new VariableValue.Option(LoadOption.parse(data))
                : new VariableValue.Opaque(data);
    }
}
