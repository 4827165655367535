package shop

// common are the ingredients that lists name most, the most frequent first: in a catalog of 1,300 real lists the first
// ten make 14 % of all names, the first hundred 43 %.
var common = []string{
	"Water", "Glycerin", "Phenoxyethanol", "Butylene Glycol", "Sodium Hyaluronate", "Caprylyl Glycol", "Dimethicone", "Xanthan Gum",
	"Ethylhexylglycerin", "Tocopheryl Acetate", "Citric Acid", "Fragrance", "Tocopherol", "Potassium Sorbate", "Caprylic/Capric Triglyceride",
	"Carbomer", "Sodium Hydroxide", "Disodium EDTA", "Linalool", "Limonene", "Sodium Benzoate", "Silica", "Propanediol", "Glyceryl Stearate",
	"Pentylene Glycol", "Caffeine", "Polysorbate 20", "Squalane", "Cetearyl Alcohol", "Lecithin", "Cyclopentasiloxane", "Stearic Acid",
	"1,2-Hexanediol", "Acrylates/C10-30 Alkyl Acrylate Crosspolymer", "Panthenol", "Camellia Sinensis Leaf Extract", "Hexylene Glycol",
	"Chlorphenesin", "Mica", "Citronellol", "Trehalose", "Cetyl Alcohol", "Alcohol", "Geraniol", "Sodium Citrate", "Betaine", "Allantoin",
	"Sodium Chloride", "Niacinamide", "Dipropylene Glycol", "Alcohol Denat", "Algae Extract", "Lactic Acid",
	"Helianthus Annuus (Sunflower) Seed Oil", "Adenosine", "Hydrogenated Lecithin", "Dipotassium Glycyrrhizate", "Tromethamine", "Sorbitol",
	"PEG-100 Stearate", "Propylene Glycol", "Polysorbate 60", "BHT", "Sucrose", "Glycolic Acid", "Cucumis Sativus (Cucumber) Fruit Extract",
	"Kaolin", "Tetrahexyldecyl Ascorbate", "Citral", "Titanium Dioxide (CI 77891)", "Isohexadecane", "Cholesterol", "Polysilicone-11",
	"Behenyl Alcohol", "Potassium Hydroxide", "Salicylic Acid", "Ascorbic Acid", "Aloe Barbadensis Leaf Juice", "Polysorbate 80", "Arginine",
	"Polymethylsilsesquioxane", "Glycyrrhiza Glabra (Licorice) Root Extract", "Maltodextrin", "Urea", "Benzyl Alcohol", "Methylparaben",
	"Sodium PCA", "Ascorbyl Palmitate", "Palmitoyl Tetrapeptide-7", "Hydroxyethyl Acrylate/Sodium Acryloyldimethyl Taurate Copolymer",
	"C12-15 Alkyl Benzoate", "Acetyl Hexapeptide-8", "Retinyl Palmitate", "Zinc Gluconate", "Cyclohexasiloxane", "Hydroxyethylcellulose",
	"Rosmarinus Officinalis (Rosemary) Leaf Extract", "Acetyl Glucosamine", "Linoleic Acid", "Butyrospermum Parkii (Shea) Butter",
	"Ascorbyl Glucoside", "Ceteareth-20", "Aluminum Hydroxide", "Titanium Dioxide", "Bisabolol", "Phospholipids", "Isododecane", "Sorbic Acid",
	"Stearyl Alcohol", "Pyrus Malus (Apple) Fruit Extract", "Dimethicone/Vinyl Dimethicone Crosspolymer", "Palmitic Acid",
	"Lavandula Angustifolia (Lavender) Oil", "Magnesium Aluminum Silicate", "Retinol", "Zinc Oxide", "Octinoxate", "Avobenzone", "Homosalate",
	"Octocrylene", "Benzyl Salicylate", "Hexyl Cinnamal", "Coumarin", "Eugenol", "Citrus Aurantium Dulcis (Orange) Peel Oil", "Menthol",
	"Mentha Piperita (Peppermint) Oil", "Hamamelis Virginiana (Witch Hazel) Water", "Simmondsia Chinensis (Jojoba) Seed Oil",
	"Centella Asiatica Extract", "Madecassoside", "Ceramide NP", "Hyaluronic Acid", "Azelaic Acid", "Mandelic Acid", "Propylparaben",
	"Methylisothiazolinone", "Imidazolidinyl Urea", "Cocamidopropyl Betaine", "Sodium Laureth Sulfate", "Coco-Glucoside", "Petrolatum",
	"Paraffinum Liquidum", "Lanolin", "Isopropyl Myristate", "Cocos Nucifera (Coconut) Oil", "Olea Europaea (Olive) Fruit Oil",
	"Persea Gratissima (Avocado) Oil", "Bakuchiol", "Ubiquinone", "Ferulic Acid", "Tranexamic Acid", "Arbutin", "Kojic Acid",
	"Palmitoyl Tripeptide-1", "Copper Tripeptide-1", "sh-Oligopeptide-1", "Parfum", "Aqua",
}

// unknown are words that no lexicon knows, as every shop has some: trade names, house complexes, slips.
var unknown = []string{
	"Aquaverine Complex", "Lumira-7", "Velvoxane Blend", "Dermalucent", "Pro-Hydra Matrix", "Novaplenish", "Oxyflorin", "Silk Renewal Factor",
	"Cellumax", "Hydra Lock Technology", "Bioluma Q", "Skinergy",
}

// headings stand before some lists.
var headings = []string{"Ingredients: ", "INGREDIENTS: ", "Full Ingredients List: ", "Ingredients (INCI): "}

// blurbs stand before some lists, as shops copy them from the product's page.
var blurbs = []string{
	"-Panthenol: Soothes and softens dry skin. -Green Tea: Helps to calm the look of redness. ",
	"This product is vegan and gluten-free, and comes in recyclable packaging. ",
	"Formulated WITHOUT: Parabens Sulfates Phthalates ",
}

// shades are colorants as makeup names them behind "may contain".
var shades = []string{"CI 77891", "CI 77491", "CI 77492", "CI 77499", "CI 15850", "CI 45410", "CI 19140", "CI 77007", "CI 75470", "CI 42090"}

var (
	brands    = []string{"Alder & Fern", "Halcyon", "Mirelle", "North Cove", "Petra Skin", "Quiet Lab", "Rue Blanche", "Sable", "Tidewater", "Verity Botanics"}
	moods     = []string{"Calm", "Daily", "Barrier", "Overnight", "Bright", "Clear", "Deep", "Gentle", "Hydra", "Intense", "Light", "Pure", "Renewing", "Rich", "Silky", "Velvet"}
	themes    = []string{"Oat", "Rose", "Green Tea", "Ceramide", "Vitamin C", "Peptide", "Cica", "Squalane", "Retinol", "Hyaluronic", "Aloe", "Rice", "Honey", "Niacinamide 10%", "AHA", "Marine"}
	sizes     = []string{"15 ml", "30 ml", "50 ml", "75 ml", "100 ml", "150 ml", "200 ml", "1.7 oz"}
	claims    = []string{"Fragrance-Free", "Vegan", "Non-Comedogenic", "Cruelty-Free", "Oil-Free", "Paraben-Free", "Dermatologist Tested", "For Sensitive Skin"}
	kinds     = []kind{{"Cream", "Skin Care > Moisturizers"}, {"Face Cream", "Skin Care > Moisturizers"}, {"Serum", "Skin Care > Serums"}, {"Cleanser", "Skin Care > Cleansers"}, {"Toner", "Skin Care > Toners"}, {"Mask", "Skin Care > Face Masks"}, {"Fluid SPF 50+ PA++++", "Sun Care"}, {"Day Cream SPF 30", "Skin Care > Moisturizers"}, {"Facial Oil", "Skin Care > Face Oils"}, {"Eye Cream", "Skin Care > Eye Care"}, {"Peel", "Skin Care > Exfoliators"}, {"Lip Balm", "Lip Care"}, {"Body Lotion", "Body"}, {"Foundation", "Makeup > Face"}, {"Essence", "Skin Care > Essences"}}
	blendable = []string{"Fragrance", "Ceramide Complex", "Peptide Complex"}
)

// kind is a form of product and the category that shops file it under.
type kind struct{ form, category string }
