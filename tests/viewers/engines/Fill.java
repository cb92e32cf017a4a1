import java.io.File;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.util.Properties;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDCheckBox;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;

/** PDFBox, the library behind many Java applications. Arguments: form, answers, target, full|incremental. */
public class Fill {
    public static void main(String[] args) throws Exception {
        Properties answers = new Properties();
        try (FileReader in = new FileReader(args[1])) {
            answers.load(in);
        }
        try (PDDocument document = PDDocument.load(new File(args[0]))) {
            PDAcroForm form = document.getDocumentCatalog().getAcroForm();
            for (String name : answers.stringPropertyNames()) {
                set(form.getField(name), answers.getProperty(name));
            }
            if (args[3].equals("incremental")) {
                markChanged(document.getDocumentCatalog(), form, answers);
                try (FileOutputStream out = new FileOutputStream(args[2])) {
                    document.saveIncremental(out);
                }
            } else {
                document.save(args[2]);
            }
        }
    }

    private static void set(PDField field, String value) throws Exception {
        if (field instanceof PDCheckBox) {
            if (value.isEmpty()) {
                ((PDCheckBox) field).unCheck();
            } else {
                ((PDCheckBox) field).check();
            }
            return;
        }
        try {
            field.setValue(value);
        } catch (IllegalArgumentException outsideTheFont) {
            // the value is set by then; only its appearance could not be drawn
            System.err.println(field.getFullyQualifiedName() + ": " + outsideTheFont.getMessage());
        }
    }

    /** An incremental save writes only what is marked, and finds it only along a marked path. */
    private static void markChanged(PDDocumentCatalog catalog, PDAcroForm form, Properties answers) {
        catalog.getCOSObject().setNeedToBeUpdated(true);
        form.getCOSObject().setNeedToBeUpdated(true);
        mark(form.getCOSObject().getDictionaryObject(COSName.FIELDS), 1);
        for (String name : answers.stringPropertyNames()) {
            mark(form.getField(name).getCOSObject(), 5);
        }
    }

    private static void mark(COSBase base, int depth) {
        COSBase item = base instanceof COSObject ? ((COSObject) base).getObject() : base;
        if (depth == 0) {
            return;
        }
        if (item instanceof COSArray) {
            ((COSArray) item).setNeedToBeUpdated(true);
            for (COSBase kid : (COSArray) item) {
                mark(kid, depth - 1);
            }
        } else if (item instanceof COSDictionary) {
            ((COSDictionary) item).setNeedToBeUpdated(true);
            for (COSName key : new COSName[] {COSName.KIDS, COSName.AP, COSName.N}) {
                mark(((COSDictionary) item).getItem(key), depth - 1);
            }
        }
    }
}
