import java.io.File;
import java.util.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks PDF files against PDF/UA-1 with the veraPDF engine.
 *
 * <p>The engine's own way of reading a profile needs JAXB, which Java no longer has, so the profile
 * is read here with the plain XML parser. Prints one line per file ("checked", number of checks made)
 * and one per failed check ("failed", clause-test, message, place), fields parted by tabs.
 */
class PdfUaCheck {
    static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;
    static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";
    static final int ALL_FAILURES = Integer.MAX_VALUE;

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = readProfile();
        for (String file : files) check(new File(file), profile);
    }

    static void check(File file, ValidationProfile profile) throws Exception {
        try (var parser = Foundries.defaultInstance().createParser(file, FLAVOUR);
                var validator = Foundries.defaultInstance()
                        .createValidator(profile, ALL_FAILURES, false, false, false)) {
            var result = validator.validate(parser);
            print("checked", file.getPath(), String.valueOf(result.getTotalAssertions()));
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() != TestAssertion.Status.FAILED) continue;
                RuleId rule = each.getRuleId();
                print("failed", file.getPath(), rule.getClause() + "-" + rule.getTestNumber(),
                        each.getMessage(), each.getLocation().getContext());
            }
        }
    }

    static ValidationProfile readProfile() throws Exception {
        Element root;
        try (var xml = PdfUaCheck.class.getResourceAsStream(PROFILE)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : all(root, "rule")) {
            Element id = all(rule, "id").get(0);
            RuleId ruleId = Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            // A deferred rule looks at what only the whole document can tell; losing the mark loses the check.
            Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
            rules.add(Profiles.ruleFromValues(ruleId, rule.getAttribute("object"), deferred,
                    rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), List.of()), List.of()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element each : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(each.getAttribute("name"), each.getAttribute("object"),
                    text(each, "defaultValue"), text(each, "value")));
        }
        var details = Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new Date());
        return Profiles.profileFromValues(FLAVOUR, details, "", rules, variables);
    }

    static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) elements.add((Element) found.item(i));
        return elements;
    }

    static String text(Element parent, String name) {
        return all(parent, name).stream().findFirst().map(Element::getTextContent).orElse("");
    }

    static void print(String... fields) {
        List<String> clean = new ArrayList<>();
        for (String field : fields) clean.add(String.valueOf(field).replaceAll("\\s+", " "));
        System.out.println(String.join("\t", clean));
    }
}
